//! Mails kept in memory, for a page that shows them.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use magiclink::mail::{Mail, MailError, Mailer, Receipt};

use crate::{
    message::{self, lines},
    sender::Sender,
};

/// As many mails as a page shows well.
const CAPACITY: usize = 100;

/// The last mails, newest first. Its clones show the same mails.
#[derive(Clone, Debug)]
pub struct Inbox {
    mails: Arc<Mutex<Mails>>,
    capacity: usize,
}

#[derive(Debug, Default)]
struct Mails {
    /// Oldest first.
    kept: VecDeque<Received>,
    last_number: u64,
}

/// A mail as its reader sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Received {
    /// Counts the mails of this inbox from 1.
    pub number: u64,
    /// From whom.
    pub from: String,
    /// To whom.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML.
    pub html: String,
    /// The message as it would go over the wire.
    pub raw: String,
}

impl Inbox {
    /// Makes an inbox that keeps the last `capacity` mails.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self {
            mails: Arc::default(),
            capacity,
        }
    }

    /// The mails, newest first.
    #[must_use]
    pub fn mails(&self) -> Vec<Received> {
        self.lock().kept.iter().rev().cloned().collect()
    }

    /// Finds a mail by its number; `None` once newer ones have taken its place.
    #[must_use]
    pub fn find(&self, number: u64) -> Option<Received> {
        let mails = self.lock();
        mails
            .kept
            .iter()
            .find(|mail| mail.number == number)
            .cloned()
    }

    fn keep(&self, mut mail: Received) {
        let mut mails = self.lock();
        mails.last_number += 1;
        mail.number = mails.last_number;
        mails.kept.push_back(mail);
        while mails.kept.len() > self.capacity {
            mails.kept.pop_front();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Mails> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Inbox {
    /// Keeps the last hundred mails.
    fn default() -> Self {
        Self::new(CAPACITY)
    }
}

/// Puts each mail into an [`Inbox`].
#[derive(Clone, Debug)]
pub struct InboxMailer {
    inbox: Inbox,
    sender: Sender,
}

impl InboxMailer {
    /// Puts mails from `sender` into `inbox`.
    #[must_use]
    pub fn new(inbox: Inbox, sender: Sender) -> Self {
        Self { inbox, sender }
    }
}

#[async_trait]
impl Mailer for InboxMailer {
    async fn send(&self, mail: &Mail) -> Result<Receipt, MailError> {
        let letter = message::build(mail, &self.sender)?;
        let received = Received {
            number: 0,
            from: self.sender.to_string(),
            to: letter.to.to_string(),
            subject: letter.subject,
            text: lines(&mail.text),
            html: lines(&mail.html),
            raw: String::from_utf8_lossy(&letter.bytes).into_owned(),
        };
        self.inbox.keep(received);
        Ok(Receipt::default())
    }
}
