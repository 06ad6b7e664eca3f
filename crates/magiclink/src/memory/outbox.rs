//! Mails in memory.

use async_trait::async_trait;

use crate::{
    clock::Timestamp,
    mail::Mail,
    memory::{MemoryStore, State},
    store::{
        Backlog, ListedMail, MailId, MailList, MailState, Outbox, QueuedMail, StoreError,
        Undelivered,
    },
};

/// A mail that waits or has waited.
#[derive(Debug)]
pub(super) struct Entry {
    /// None once it was sent or given up.
    mail: Option<Mail>,
    message_id: String,
    written: Timestamp,
    expires: Timestamp,
    attempts: u32,
    state: MailState,
    reason: Option<String>,
    ended: Option<Timestamp>,
}

impl Entry {
    /// When it is due, leased or not; `None` once it has ended.
    fn due(&self) -> Option<Timestamp> {
        match self.state {
            MailState::Waiting(due) | MailState::Leased(due) => Some(due),
            _ => None,
        }
    }

    /// Ends it; the first end counts.
    fn end(&mut self, state: MailState, reason: Option<&str>, now: Timestamp) {
        if self.mail.take().is_some() {
            (self.state, self.ended) = (state, Some(now));
            self.reason = reason.map(str::to_owned).or(self.reason.take());
        }
    }
}

pub(super) fn push(state: &mut State, mail: &Mail) {
    state.last_mail += 1;
    let entry = Entry {
        mail: Some(mail.clone()),
        message_id: mail.message_id.clone(),
        written: mail.written,
        expires: mail.expires,
        attempts: 0,
        state: MailState::Waiting(mail.written),
        reason: None,
        ended: None,
    };
    state.mails.insert(MailId(state.last_mail), entry);
}

impl MemoryStore {
    /// Changes a mail; false if there is none with this number.
    fn change_mail(&self, id: MailId, change: impl FnOnce(&mut Entry)) -> bool {
        self.state().mails.get_mut(&id).map(change).is_some()
    }
}

#[async_trait]
impl Outbox for MemoryStore {
    async fn lease_mails(
        &self,
        count: usize,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<QueuedMail>, StoreError> {
        let mut state = self.state();
        let is_due = |entry: &Entry| entry.due().is_some_and(|due| due <= now);
        let mut due: Vec<_> = state
            .mails
            .iter_mut()
            .filter(|(_, entry)| is_due(entry))
            .collect();
        due.sort_by_key(|(id, entry)| (entry.due(), **id));
        let leased = due.into_iter().take(count).filter_map(|(id, entry)| {
            let mail = entry.mail.clone()?;
            let attempts = entry.attempts;
            (entry.state, entry.attempts) = (MailState::Leased(until), attempts + 1);
            Some(QueuedMail {
                id: *id,
                mail,
                attempts,
            })
        });
        Ok(leased.collect())
    }

    async fn extend_leases(&self, ids: &[MailId], until: Timestamp) -> Result<(), StoreError> {
        for id in ids {
            self.change_mail(*id, |entry| {
                if let MailState::Leased(end) = &mut entry.state {
                    *end = until;
                }
            });
        }
        Ok(())
    }

    async fn leases(&self, now: Timestamp) -> Result<Vec<(MailId, Timestamp)>, StoreError> {
        let state = self.state();
        let leases = state
            .mails
            .iter()
            .filter_map(|(id, entry)| match entry.state {
                MailState::Leased(until) if until > now => Some((*id, until)),
                _ => None,
            });
        Ok(leases.collect())
    }

    async fn end_lease(
        &self,
        id: MailId,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.change_mail(id, |entry| {
            if entry.state == MailState::Leased(until) {
                entry.state = MailState::Waiting(now);
            }
        });
        Ok(())
    }

    async fn next_mail(&self) -> Result<Option<Timestamp>, StoreError> {
        let state = self.state();
        Ok(state.mails.values().filter_map(Entry::due).min())
    }

    async fn backlog(&self, now: Timestamp) -> Result<Backlog, StoreError> {
        let state = self.state();
        let waiting = || state.mails.values().filter(|entry| entry.mail.is_some());
        let is_due = |entry: &&Entry| entry.due().is_some_and(|due| due <= now);
        Ok(Backlog {
            waiting: waiting().count() as u64,
            due: waiting().filter(is_due).count() as u64,
            oldest: waiting().next().map(|entry| entry.written),
        })
    }

    async fn mail_sent(&self, id: MailId, now: Timestamp) -> Result<(), StoreError> {
        self.change_mail(id, |entry| entry.end(MailState::Sent, None, now));
        Ok(())
    }

    async fn mail_delayed(
        &self,
        id: MailId,
        due: Timestamp,
        reason: &str,
    ) -> Result<(), StoreError> {
        self.change_mail(id, |entry| {
            if entry.mail.is_some() {
                entry.state = MailState::Waiting(due);
                entry.reason = Some(reason.to_owned());
            }
        });
        Ok(())
    }

    async fn mail_given_up(
        &self,
        id: MailId,
        why: Undelivered,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let state = MailState::Undelivered(why);
        self.change_mail(id, |entry| entry.end(state, Some(reason), now));
        Ok(())
    }

    async fn mails(&self, list: MailList) -> Result<Vec<ListedMail>, StoreError> {
        let state = self.state();
        let mails = state.mails.iter().rev();
        let found = mails.filter(|(id, entry)| {
            list.after.is_none_or(|after| **id < after)
                && (list.with_sent || entry.state != MailState::Sent)
        });
        let listed = found.take(list.count).map(|(id, entry)| ListedMail {
            id: *id,
            to: entry.mail.as_ref().map(|mail| mail.to.clone()),
            subject: entry.mail.as_ref().map(|mail| mail.subject.clone()),
            message_id: entry.message_id.clone(),
            written: entry.written,
            expires: entry.expires,
            ended: entry.ended,
            attempts: entry.attempts,
            state: entry.state,
            reason: entry.reason.clone(),
        });
        Ok(listed.collect())
    }

    async fn retry_mail(&self, id: MailId, now: Timestamp) -> Result<bool, StoreError> {
        Ok(self.change_mail(id, |entry| {
            let is_leased = matches!(entry.state, MailState::Leased(until) if until > now);
            if entry.mail.is_some() && !is_leased {
                entry.state = MailState::Waiting(now);
            }
        }))
    }

    async fn drop_mail(&self, id: MailId, now: Timestamp) -> Result<bool, StoreError> {
        let state = MailState::Undelivered(Undelivered::Dropped);
        Ok(self.change_mail(id, |entry| entry.end(state, None, now)))
    }

    async fn delete_mails(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut state = self.state();
        let old = state.mails.len();
        state
            .mails
            .retain(|_, entry| entry.ended.is_none_or(|ended| ended >= before));
        Ok((old - state.mails.len()) as u64)
    }
}
