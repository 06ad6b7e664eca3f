//! Mails in memory.

use async_trait::async_trait;

use crate::{
    clock::Timestamp,
    mail::Mail,
    memory::{MemoryStore, State},
    store::{MailId, Outbox, QueuedMail, StoreError, Undelivered},
};

/// A mail that waits or has waited.
#[derive(Debug)]
pub(super) struct Entry {
    /// None once it was sent or given up.
    mail: Option<Mail>,
    due: Timestamp,
    attempts: u32,
    ended: Option<Timestamp>,
}

pub(super) fn push(state: &mut State, mail: &Mail) {
    state.last_mail += 1;
    let due = mail.written;
    let entry = Entry {
        mail: Some(mail.clone()),
        due,
        attempts: 0,
        ended: None,
    };
    state.mails.insert(MailId(state.last_mail), entry);
}

impl MemoryStore {
    fn end_mail(&self, id: MailId, now: Timestamp) {
        if let Some(entry) = self.state().mails.get_mut(&id) {
            (entry.mail, entry.ended) = (None, Some(now));
        }
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
        let is_due = |entry: &Entry| entry.mail.is_some() && entry.due <= now;
        let mut due: Vec<_> = state
            .mails
            .iter_mut()
            .filter(|(_, entry)| is_due(entry))
            .collect();
        due.sort_by_key(|(id, entry)| (entry.due, **id));
        let leased = due.into_iter().take(count).filter_map(|(id, entry)| {
            let mail = entry.mail.clone()?;
            let attempts = entry.attempts;
            (entry.due, entry.attempts) = (until, attempts + 1);
            Some(QueuedMail {
                id: *id,
                mail,
                attempts,
            })
        });
        Ok(leased.collect())
    }

    async fn next_mail(&self) -> Result<Option<Timestamp>, StoreError> {
        let state = self.state();
        let waiting = state.mails.values().filter(|entry| entry.mail.is_some());
        Ok(waiting.map(|entry| entry.due).min())
    }

    async fn mail_sent(&self, id: MailId, now: Timestamp) -> Result<(), StoreError> {
        self.end_mail(id, now);
        Ok(())
    }

    async fn mail_delayed(
        &self,
        id: MailId,
        due: Timestamp,
        _reason: &str,
    ) -> Result<(), StoreError> {
        if let Some(entry) = self.state().mails.get_mut(&id) {
            entry.due = due;
        }
        Ok(())
    }

    async fn mail_given_up(
        &self,
        id: MailId,
        _why: Undelivered,
        _reason: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.end_mail(id, now);
        Ok(())
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
