//! Where mails wait to be sent.

use async_trait::async_trait;

use crate::{clock::Timestamp, mail::Mail, store::StoreError};

/// The number of a mail in the outbox.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct MailId(pub i64);

/// A mail that a worker has leased: no other worker sends it while the lease lasts.
#[derive(Clone, Debug)]
pub struct QueuedMail {
    /// Its number.
    pub id: MailId,
    /// The mail.
    pub mail: Mail,
    /// How often it has been tried before.
    pub attempts: u32,
}

/// Why a mail will not be delivered.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Undelivered {
    /// The link in it expired first.
    Expired,
    /// The mail server refused it for good.
    Refused,
    /// An operator did not want it sent.
    Dropped,
}

/// What has become of a mail.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum MailState {
    /// It is due at this time.
    Waiting(Timestamp),
    /// A worker has leased it until this time.
    Leased(Timestamp),
    /// The next server has taken it.
    Sent,
    /// It will not be delivered.
    Undelivered(Undelivered),
}

/// A mail as a list shows it: nothing of its text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ListedMail {
    /// Its number.
    pub id: MailId,
    /// The address; `None` once it has ended.
    pub to: Option<String>,
    /// Its subject; `None` once it has ended.
    pub subject: Option<String>,
    /// The identifier that each attempt has.
    pub message_id: String,
    /// When it was written.
    pub written: Timestamp,
    /// From when on it is no longer sent.
    pub expires: Timestamp,
    /// When it has ended, if it has.
    pub ended: Option<Timestamp>,
    /// How often it has been leased.
    pub attempts: u32,
    /// What has become of it.
    pub state: MailState,
    /// What the server said last, if it ever said anything.
    pub reason: Option<String>,
}

/// Which mails a list shows, and from where on.
#[derive(Clone, Copy, Debug)]
pub struct MailList {
    /// Whether mails that were sent are shown, too.
    pub with_sent: bool,
    /// Only numbers below this one: the last mail of the page before; `None` for the first page.
    pub after: Option<MailId>,
    /// How many mails at most.
    pub count: usize,
}

/// How much waits in an outbox.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Backlog {
    /// How many mails have not ended, whether they are due, wait for their next try or are being sent.
    pub waiting: u64,
    /// How many of these are due: no worker has taken them yet.
    pub due: u64,
    /// When the one that was queued first was written.
    pub oldest: Option<Timestamp>,
}

/// Keeps mails until they are sent. The body of a mail is deleted as soon as it is sent, refused or
/// expired; it has ended then, whatever a worker whose lease is over reports later.
#[async_trait]
pub trait Outbox: std::fmt::Debug + Send + Sync {
    /// Leases up to `count` mails that are due at `now`, the longest due first. A lease ends at
    /// `until`: a mail whose worker died is then due again.
    async fn lease_mails(
        &self,
        count: usize,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<QueuedMail>, StoreError>;

    /// Has the leases of these mails end at `until`, whenever they would have ended. A mail that is leased no
    /// more stays as it is.
    async fn extend_leases(&self, ids: &[MailId], until: Timestamp) -> Result<(), StoreError>;

    /// The leases that have not ended at `now`, and when each does.
    async fn leases(&self, now: Timestamp) -> Result<Vec<(MailId, Timestamp)>, StoreError>;

    /// Ends a lease early, so that the mail is due at `now`; one that does not end at `until` any more
    /// stays as it is.
    async fn end_lease(
        &self,
        id: MailId,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// When the next mail is due, leased or not; `None` if none waits.
    async fn next_mail(&self) -> Result<Option<Timestamp>, StoreError>;

    /// How much waits at `now`. It may be asked every few seconds, however much that is.
    async fn backlog(&self, now: Timestamp) -> Result<Backlog, StoreError>;

    /// Marks a mail as sent.
    async fn mail_sent(&self, id: MailId, now: Timestamp) -> Result<(), StoreError>;

    /// Has a mail tried again at `due`; `reason` is what the server said.
    async fn mail_delayed(
        &self,
        id: MailId,
        due: Timestamp,
        reason: &str,
    ) -> Result<(), StoreError>;

    /// Gives up a mail; `reason` is what the server said.
    async fn mail_given_up(
        &self,
        id: MailId,
        why: Undelivered,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// A page of a list of mails, the newest first.
    async fn mails(&self, list: MailList) -> Result<Vec<ListedMail>, StoreError>;

    /// Finds one mail, as a list shows it.
    async fn find_mail(&self, id: MailId) -> Result<Option<ListedMail>, StoreError> {
        let list = MailList {
            with_sent: true,
            after: Some(MailId(id.0.saturating_add(1))),
            count: 1,
        };
        let found = self.mails(list).await?.pop();
        Ok(found.filter(|mail| mail.id == id))
    }

    /// Has a mail that waits tried at once. One that a worker has leased at `now` or that has ended stays
    /// as it is. False if there is no mail with this number.
    async fn retry_mail(&self, id: MailId, now: Timestamp) -> Result<bool, StoreError>;

    /// Ends a mail without sending it; one that has ended stays as it is. A worker that has leased it may
    /// send it all the same. False if there is no mail with this number.
    async fn drop_mail(&self, id: MailId, now: Timestamp) -> Result<bool, StoreError>;

    /// Deletes what is left of mails that were sent or given up before `before`; returns how many.
    async fn delete_mails(&self, before: Timestamp) -> Result<u64, StoreError>;

    /// Takes the texts of mails that have ended off the disk, where deleting them is not enough for that:
    /// a database may keep what it has overwritten in a log for a while. False if that has to wait
    /// for somebody who reads.
    async fn forget_texts(&self) -> Result<bool, StoreError> {
        Ok(true)
    }
}
