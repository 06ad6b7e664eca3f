//! Mails that wait to be sent.

use async_trait::async_trait;
use magiclink::{
    clock::Timestamp,
    mail::Mail,
    store::{
        Backlog, ListedMail, MailId, MailList, MailState, Outbox, QueuedMail, StoreError,
        Undelivered,
    },
};
use rusqlite::{Connection, Result, params};

use crate::{
    SqliteStore,
    query::{Columns, execute, find, limit, list},
};

queries! {
    CREATE = "INSERT INTO mails (message_id, recipient, subject, text, html, written, expires, due)
              VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?6)";
    TAKE_BACK = "DELETE FROM mails WHERE id = ?1";
    FIND_DUE = "SELECT id, attempts, message_id, recipient, subject, text, html, written, expires
                FROM mails WHERE ended IS NULL AND due <= ?1 ORDER BY due, id LIMIT ?2";
    LEASE = "UPDATE mails SET due = ?2, attempts = attempts + 1, is_leased = 1 WHERE id = ?1";
    EXTEND = "UPDATE mails SET due = ?2 WHERE id = ?1 AND is_leased AND ended IS NULL";
    LEASES = "SELECT id, due FROM mails WHERE ended IS NULL AND due > ?1 AND is_leased";
    END_LEASE = "UPDATE mails SET due = ?3, is_leased = 0
                 WHERE id = ?1 AND due = ?2 AND is_leased AND ended IS NULL";
    FIND_NEXT = "SELECT due FROM mails WHERE ended IS NULL AND due >= ?1 ORDER BY due LIMIT 1";
    // The index alone tells these: the texts of the mails are not read.
    COUNT = "SELECT count(*), count(*) FILTER (WHERE due <= ?2), min(id)
             FROM mails INDEXED BY waiting_mails WHERE ended IS NULL AND due >= ?1";
    FIND_WRITTEN = "SELECT written FROM mails WHERE id = ?1";
    DELAY = "UPDATE mails SET due = ?2, reason = ?3, is_leased = 0
             WHERE id = ?1 AND ended IS NULL";
    LIST = "SELECT id, recipient, subject, message_id, written, expires, ended, attempts, state, due,
                is_leased, reason
            FROM mails WHERE id < ?1 AND (?2 OR state <> 'sent') ORDER BY id DESC LIMIT ?3";
    FIND = "SELECT 1 FROM mails WHERE id = ?1";
    RETRY = "UPDATE mails SET due = ?2, is_leased = 0
             WHERE id = ?1 AND ended IS NULL AND (due <= ?2 OR NOT is_leased)";
    // A lease may be over when its worker reports; the first end counts.
    END = "UPDATE mails SET ended = ?2, state = ?3, reason = coalesce(?4, reason),
               recipient = NULL, subject = NULL, text = NULL, html = NULL
           WHERE id = ?1 AND ended IS NULL";
    DELETE = "DELETE FROM mails WHERE id IN (
                  SELECT id FROM mails WHERE ended < ?1 ORDER BY ended LIMIT ?2)";
}

#[async_trait]
impl Outbox for SqliteStore {
    async fn lease_mails(
        &self,
        count: usize,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<QueuedMail>, StoreError> {
        self.note(move |connection| {
            let params = params![now.unix_micros(), limit(count)];
            let due = list(connection, FIND_DUE, params, queued_mail)?;
            for mail in &due {
                execute(connection, LEASE, params![mail.id.0, until.unix_micros()])?;
            }
            Ok(due)
        })
        .await
    }

    async fn extend_leases(&self, ids: &[MailId], until: Timestamp) -> Result<(), StoreError> {
        let ids = ids.to_owned();
        self.note(move |connection| {
            for id in ids {
                execute(connection, EXTEND, params![id.0, until.unix_micros()])?;
            }
            Ok(())
        })
        .await
    }

    async fn leases(&self, now: Timestamp) -> Result<Vec<(MailId, Timestamp)>, StoreError> {
        self.read(|connection| list(connection, LEASES, [now.unix_micros()], lease))
    }

    async fn end_lease(
        &self,
        id: MailId,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(move |connection| {
            let params = params![id.0, until.unix_micros(), now.unix_micros()];
            execute(connection, END_LEASE, params).map(drop)
        })
        .await
    }

    async fn next_mail(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(|connection| find(connection, FIND_NEXT, [i64::MIN], time))
    }

    async fn backlog(&self, now: Timestamp) -> Result<Backlog, StoreError> {
        self.read(|connection| {
            let params = params![i64::MIN, now.unix_micros()];
            let counted = find(connection, COUNT, params, counts)?;
            let (waiting, due, first) = counted.unwrap_or_default();
            let oldest = find(connection, FIND_WRITTEN, [first], time)?;
            Ok(Backlog {
                waiting,
                due,
                oldest,
            })
        })
    }

    async fn mail_sent(&self, id: MailId, now: Timestamp) -> Result<(), StoreError> {
        // At once, so that a crash sends few again.
        self.note(move |connection| end(connection, id, now, ("sent", None)))
            .await
    }

    async fn mail_delayed(
        &self,
        id: MailId,
        due: Timestamp,
        reason: &str,
    ) -> Result<(), StoreError> {
        let reason = reason.to_owned();
        self.write(move |connection| {
            execute(connection, DELAY, params![id.0, due.unix_micros(), reason]).map(drop)
        })
        .await
    }

    async fn mail_given_up(
        &self,
        id: MailId,
        why: Undelivered,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let reason = reason.to_owned();
        let state = match why {
            Undelivered::Expired => "expired",
            Undelivered::Refused => "refused",
            Undelivered::Dropped => "dropped",
            _ => "undelivered",
        };
        self.write(move |connection| end(connection, id, now, (state, Some(&reason))))
            .await
    }

    async fn mails(&self, page: MailList) -> Result<Vec<ListedMail>, StoreError> {
        let below = page.after.map_or(i64::MAX, |id| id.0);
        let params = params![below, page.with_sent, limit(page.count)];
        self.read(|connection| list(connection, LIST, params, listed_mail))
    }

    async fn retry_mail(&self, id: MailId, now: Timestamp) -> Result<bool, StoreError> {
        self.write(move |connection| {
            execute(connection, RETRY, params![id.0, now.unix_micros()])?;
            is_there(connection, id)
        })
        .await
    }

    async fn drop_mail(&self, id: MailId, now: Timestamp) -> Result<bool, StoreError> {
        self.write(move |connection| {
            end(connection, id, now, ("dropped", None))?;
            is_there(connection, id)
        })
        .await
    }

    async fn delete_mails(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.clean_up(DELETE, before).await
    }

    async fn forget_texts(&self) -> Result<bool, StoreError> {
        self.empty_log().await
    }
}

/// Queues a mail.
pub(crate) fn push(connection: &Connection, mail: &Mail) -> Result<()> {
    let params = params![
        mail.message_id,
        mail.to,
        mail.subject,
        mail.text,
        mail.html,
        mail.written.unix_micros(),
        mail.expires.unix_micros(),
    ];
    execute(connection, CREATE, params).map(drop)
}

/// Takes back the mail that this transaction has queued last.
pub(crate) fn take_back(connection: &Connection) -> Result<()> {
    execute(connection, TAKE_BACK, [connection.last_insert_rowid()]).map(drop)
}

fn end(
    connection: &Connection,
    id: MailId,
    now: Timestamp,
    (state, reason): (&str, Option<&str>),
) -> Result<()> {
    let params = params![id.0, now.unix_micros(), state, reason];
    execute(connection, END, params).map(drop)
}

fn is_there(connection: &Connection, id: MailId) -> Result<bool> {
    let found = find(connection, FIND, [id.0], |_| Ok(()))?;
    Ok(found.is_some())
}

fn time(columns: &mut Columns<'_>) -> Result<Timestamp> {
    columns.time()
}

/// How many mails wait, how many of them are due, and which was queued first.
fn counts(columns: &mut Columns<'_>) -> Result<(u64, u64, Option<i64>)> {
    Ok((columns.value()?, columns.value()?, columns.value()?))
}

fn lease(columns: &mut Columns<'_>) -> Result<(MailId, Timestamp)> {
    Ok((MailId(columns.value()?), columns.time()?))
}

fn queued_mail(columns: &mut Columns<'_>) -> Result<QueuedMail> {
    Ok(QueuedMail {
        id: MailId(columns.value()?),
        attempts: columns.value()?,
        mail: Mail {
            message_id: columns.value()?,
            to: columns.value()?,
            subject: columns.value()?,
            text: columns.value()?,
            html: columns.value()?,
            written: columns.time()?,
            expires: columns.time()?,
        },
    })
}

fn listed_mail(columns: &mut Columns<'_>) -> Result<ListedMail> {
    Ok(ListedMail {
        id: MailId(columns.value()?),
        to: columns.value()?,
        subject: columns.value()?,
        message_id: columns.value()?,
        written: columns.time()?,
        expires: columns.time()?,
        ended: columns.time_or_none()?,
        attempts: columns.value()?,
        state: state(columns)?,
        reason: columns.value()?,
    })
}

/// Three columns: the word for its end, when it is due, and whether a worker has it.
fn state(columns: &mut Columns<'_>) -> Result<MailState> {
    let word: String = columns.value()?;
    let (due, is_leased) = (columns.time()?, columns.value()?);
    Ok(match (&*word, is_leased) {
        ("waiting", false) => MailState::Waiting(due),
        ("waiting", true) => MailState::Leased(due),
        ("sent", _) => MailState::Sent,
        ("expired", _) => MailState::Undelivered(Undelivered::Expired),
        ("dropped", _) => MailState::Undelivered(Undelivered::Dropped),
        _ => MailState::Undelivered(Undelivered::Refused),
    })
}
