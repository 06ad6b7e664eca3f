//! Mails that wait to be sent.

use async_trait::async_trait;
use deadpool_postgres::Client;
use magiclink::{
    clock::Timestamp,
    mail::Mail,
    store::{MailId, Outbox, QueuedMail, StoreError, Undelivered},
};

use crate::{
    PostgresStore,
    error::Failure,
    query::{Columns, execute, find, limit, list},
    text::escape,
};

queries! {
    CREATE = "INSERT INTO mails (message_id, recipient, subject, text, html, written, expires, due)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $6)";
    // What another worker is leasing at this moment is skipped, not waited for.
    LEASE = "WITH next AS MATERIALIZED (
                 SELECT id, due FROM mails WHERE ended IS NULL AND due <= $1
                 ORDER BY due, id LIMIT $3 FOR UPDATE SKIP LOCKED
             )
             UPDATE mails SET due = $2, attempts = attempts + 1 FROM next WHERE mails.id = next.id
             RETURNING next.due, mails.id, attempts - 1, message_id, recipient, subject, text, html,
                 written, expires";
    FIND_NEXT = "SELECT due FROM mails WHERE ended IS NULL ORDER BY due, id LIMIT 1";
    DELAY = "UPDATE mails SET due = $2, reason = $3 WHERE id = $1 AND ended IS NULL";
    // A lease may be over when its worker reports; the first end counts.
    END = "UPDATE mails SET ended = $2, state = $3, reason = coalesce($4, reason),
               recipient = NULL, subject = NULL, text = NULL, html = NULL
           WHERE id = $1 AND ended IS NULL";
    DELETE = "DELETE FROM mails WHERE id = ANY (ARRAY (
                  SELECT id FROM mails WHERE ended < $1 ORDER BY ended LIMIT $2
                  FOR UPDATE SKIP LOCKED))";
}

#[async_trait]
impl Outbox for PostgresStore {
    async fn lease_mails(
        &self,
        count: usize,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<QueuedMail>, StoreError> {
        let params = params![now.unix_micros(), until.unix_micros(), limit(count)];
        let leased = self
            .write(|transaction| async move { list(&transaction, LEASE, params, due_mail).await })
            .await;
        let mut leased = leased?;
        // An update returns its rows in no order.
        leased.sort_unstable_by_key(|(due, mail)| (*due, mail.id));
        Ok(leased.into_iter().map(|(_, mail)| mail).collect())
    }

    async fn next_mail(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(|client| async move { find(&client, FIND_NEXT, &[], Columns::time).await })
            .await
    }

    async fn mail_sent(&self, id: MailId, now: Timestamp) -> Result<(), StoreError> {
        self.end_mail(id, now, ("sent", None)).await
    }

    async fn mail_delayed(
        &self,
        id: MailId,
        due: Timestamp,
        reason: &str,
    ) -> Result<(), StoreError> {
        let params = params![id.0, due.unix_micros(), escape(reason)];
        self.change(DELAY, params).await.map(drop)
    }

    async fn mail_given_up(
        &self,
        id: MailId,
        why: Undelivered,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let state = match why {
            Undelivered::Expired => "expired",
            Undelivered::Refused => "refused",
            _ => "undelivered",
        };
        self.end_mail(id, now, (state, Some(reason))).await
    }

    async fn delete_mails(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.clean_up(DELETE, before).await
    }
}

impl PostgresStore {
    async fn end_mail(
        &self,
        id: MailId,
        now: Timestamp,
        (state, reason): (&str, Option<&str>),
    ) -> Result<(), StoreError> {
        let params = params![id.0, now.unix_micros(), state, reason.map(escape)];
        self.change(END, params).await.map(drop)
    }
}

/// Queues a mail.
pub(crate) async fn push(client: &Client, mail: &Mail) -> Result<(), Failure> {
    let params = params![
        escape(&mail.message_id),
        escape(&mail.to),
        escape(&mail.subject),
        escape(&mail.text),
        escape(&mail.html),
        mail.written.unix_micros(),
        mail.expires.unix_micros(),
    ];
    execute(client, CREATE, params).await.map(drop)
}

/// A mail, and since when it was due.
fn due_mail(columns: &mut Columns) -> Result<(Timestamp, QueuedMail), Failure> {
    let due = columns.time()?;
    let mail = QueuedMail {
        id: MailId(columns.value()?),
        attempts: columns.count()?,
        mail: Mail {
            message_id: columns.text()?,
            to: columns.text()?,
            subject: columns.text()?,
            text: columns.text()?,
            html: columns.text()?,
            written: columns.time()?,
            expires: columns.time()?,
        },
    };
    Ok((due, mail))
}
