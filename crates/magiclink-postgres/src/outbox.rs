//! Mails that wait to be sent.

use async_trait::async_trait;
use deadpool_postgres::Client;
use magiclink::{
    clock::Timestamp,
    mail::Mail,
    store::{
        Backlog, ListedMail, MailId, MailList, MailState, Outbox, QueuedMail, StoreError,
        Undelivered,
    },
};
use tokio_postgres::Statement;

use crate::{
    PostgresStore,
    error::Failure,
    query::{Columns, execute, find, limit, list},
    text::escape,
};

queries! {
    CREATE = "INSERT INTO mails (message_id, recipient, subject, text, html, written, expires, due)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $6)";
    // What this connection has queued last: the number, and to be sure the name.
    TAKE_BACK = "DELETE FROM mails WHERE id = (SELECT lastval()) AND message_id = $1";
    // What another worker is leasing at this moment is skipped, not waited for.
    LEASE = "WITH next AS MATERIALIZED (
                 SELECT id, due FROM mails WHERE ended IS NULL AND due <= $1
                 ORDER BY due, id LIMIT $3 FOR UPDATE SKIP LOCKED
             )
             UPDATE mails SET due = $2, attempts = attempts + 1, is_leased = true
             FROM next WHERE mails.id = next.id
             RETURNING next.due, mails.id, attempts - 1, message_id, recipient, subject, text, html,
                 written, expires";
    EXTEND = "UPDATE mails SET due = $2 WHERE id = ANY ($1) AND is_leased AND ended IS NULL";
    LEASES = "SELECT id, due FROM mails WHERE ended IS NULL AND due > $1 AND is_leased";
    END_LEASE = "UPDATE mails SET due = $3, is_leased = false
                 WHERE id = $1 AND due = $2 AND is_leased AND ended IS NULL";
    FIND_NEXT = "SELECT due FROM mails WHERE ended IS NULL ORDER BY due, id LIMIT 1";
    COUNT = "SELECT count(*), count(*) FILTER (WHERE due <= $1),
                 (SELECT written FROM mails WHERE id = min(waiting.id))
             FROM mails AS waiting WHERE ended IS NULL";
    DELAY = "UPDATE mails SET due = $2, reason = $3, is_leased = false
             WHERE id = $1 AND ended IS NULL";
    LIST = "SELECT id, recipient, subject, message_id, written, expires, ended, attempts, state, due,
                is_leased, reason
            FROM mails WHERE id < $1 AND ($2 OR state <> 'sent') ORDER BY id DESC LIMIT $3";
    FIND = "SELECT 1 FROM mails WHERE id = $1";
    RETRY = "UPDATE mails SET due = $2, is_leased = false
             WHERE id = $1 AND ended IS NULL AND (due <= $2 OR NOT is_leased)";
    // A lease may be over when its worker reports; the first end counts.
    END = "UPDATE mails SET ended = $2, state = $3, reason = coalesce($4, reason),
               recipient = NULL, subject = NULL, text = NULL, html = NULL
           WHERE id = $1 AND ended IS NULL";
    DELETE = "DELETE FROM mails WHERE id = ANY (ARRAY (
                  SELECT id FROM mails WHERE ended < $1 ORDER BY ended LIMIT $2
                  FOR UPDATE SKIP LOCKED))";
}

// `forget_texts` has nothing to do here: which old rows stay in the files, the log and the copies of the
// database, and for how long, is up to the server and whoever runs it, not to one of its clients.
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

    async fn extend_leases(&self, ids: &[MailId], until: Timestamp) -> Result<(), StoreError> {
        let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
        let params = params![ids, until.unix_micros()];
        self.change(EXTEND, params).await.map(drop)
    }

    async fn leases(&self, now: Timestamp) -> Result<Vec<(MailId, Timestamp)>, StoreError> {
        let params = params![now.unix_micros()];
        self.read(|client| async move { list(&client, LEASES, params, lease).await })
            .await
    }

    async fn end_lease(
        &self,
        id: MailId,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let params = params![id.0, until.unix_micros(), now.unix_micros()];
        self.change(END_LEASE, params).await.map(drop)
    }

    async fn next_mail(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(|client| async move { find(&client, FIND_NEXT, &[], Columns::time).await })
            .await
    }

    async fn backlog(&self, now: Timestamp) -> Result<Backlog, StoreError> {
        let params = params![now.unix_micros()];
        let counted = self
            .read(|client| async move { find(&client, COUNT, params, backlog).await })
            .await;
        counted.map(Option::unwrap_or_default)
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
            Undelivered::Dropped => "dropped",
            _ => "undelivered",
        };
        self.end_mail(id, now, (state, Some(reason))).await
    }

    async fn mails(&self, page: MailList) -> Result<Vec<ListedMail>, StoreError> {
        let below = page.after.map_or(i64::MAX, |id| id.0);
        let params = params![below, page.with_sent, limit(page.count)];
        self.read(|client| async move { list(&client, LIST, params, listed_mail).await })
            .await
    }

    async fn retry_mail(&self, id: MailId, now: Timestamp) -> Result<bool, StoreError> {
        let params = params![id.0, now.unix_micros()];
        self.write(|transaction| async move {
            execute(&transaction, RETRY, params).await?;
            is_there(&transaction, id).await
        })
        .await
    }

    async fn drop_mail(&self, id: MailId, now: Timestamp) -> Result<bool, StoreError> {
        self.write(|transaction| async move {
            let params = params![id.0, now.unix_micros(), "dropped", None::<&str>];
            execute(&transaction, END, params).await?;
            is_there(&transaction, id).await
        })
        .await
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

async fn is_there(client: &Client, id: MailId) -> Result<bool, Failure> {
    let found = find(client, FIND, params![id.0], |_| Ok(())).await?;
    Ok(found.is_some())
}

/// Queues a mail.
pub(crate) async fn push(client: &Client, mail: &Mail) -> Result<(), Failure> {
    let statement = client.prepare_cached(CREATE).await?;
    insert(client, &statement, mail).await.map(drop)
}

/// Queues a mail and takes it back, on one way to the server and back.
pub(crate) async fn push_and_take_back(client: &Client, mail: &Mail) -> Result<(), Failure> {
    let create = client.prepare_cached(CREATE).await?;
    let take_back = client.prepare_cached(TAKE_BACK).await?;
    let delete = async {
        let id = escape(&mail.message_id);
        Ok(client.execute(&take_back, params![id]).await?)
    };
    // The one is sent right behind the other, in this order.
    tokio::try_join!(biased; insert(client, &create, mail), delete).map(drop)
}

async fn insert(client: &Client, statement: &Statement, mail: &Mail) -> Result<u64, Failure> {
    let params = params![
        escape(&mail.message_id),
        escape(&mail.to),
        escape(&mail.subject),
        escape(&mail.text),
        escape(&mail.html),
        mail.written.unix_micros(),
        mail.expires.unix_micros(),
    ];
    Ok(client.execute(statement, params).await?)
}

fn lease(columns: &mut Columns) -> Result<(MailId, Timestamp), Failure> {
    Ok((MailId(columns.value()?), columns.time()?))
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

fn backlog(columns: &mut Columns) -> Result<Backlog, Failure> {
    Ok(Backlog {
        waiting: columns.count()?,
        due: columns.count()?,
        oldest: columns.time_or_none()?,
    })
}

fn listed_mail(columns: &mut Columns) -> Result<ListedMail, Failure> {
    Ok(ListedMail {
        id: MailId(columns.value()?),
        to: columns.text_or_none()?,
        subject: columns.text_or_none()?,
        message_id: columns.text()?,
        written: columns.time()?,
        expires: columns.time()?,
        ended: columns.time_or_none()?,
        attempts: columns.count()?,
        state: state(columns)?,
        reason: columns.text_or_none()?,
    })
}

/// Three columns: the word for its end, when it is due, and whether a worker has it.
fn state(columns: &mut Columns) -> Result<MailState, Failure> {
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
