//! Mails, and who sends them.

use std::{any::Any, error::Error};

use async_trait::async_trait;

use crate::clock::Timestamp;

/// A mail to one recipient.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mail {
    /// The address, as the account has it.
    pub to: String,
    /// The subject: one line.
    pub subject: String,
    /// The body as plain text.
    pub text: String,
    /// The body as HTML, without anything remote.
    pub html: String,
    /// The part of the Message-ID before the `@`: the same at each attempt, so that a mail sent twice
    /// can be told.
    pub message_id: String,
    /// When it was written.
    pub written: Timestamp,
    /// When what it holds expires: it is not sent later.
    pub expires: Timestamp,
}

/// Sends mails.
#[async_trait]
pub trait Mailer: std::fmt::Debug + Send + Sync {
    /// Sends one mail. Returning `Ok` means that the next server has taken it.
    async fn send(&self, mail: &Mail) -> Result<Receipt, MailError>;
}

/// Says that a mail was taken. It is kept until that is written down: a process that is killed before sends the
/// mail again.
#[derive(Debug, Default)]
pub struct Receipt {
    _kept: Option<Box<dyn Any + Send>>,
}

impl Receipt {
    /// A receipt with what is to be dropped once it was written down that the mail was taken, such as a permit to
    /// send one.
    #[must_use]
    pub fn with(kept: impl Send + 'static) -> Self {
        Self {
            _kept: Some(Box::new(kept)),
        }
    }
}

/// A mail could not be sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MailError {
    /// It may work later: an answer 4xx to this mail, a network that failed in the middle of it.
    #[error("the mail could not be sent now")]
    Temporary(#[source] Box<dyn Error + Send + Sync>),
    /// No mail can be sent now, and this one was not even looked at: nobody is there, the server is
    /// too busy, it refuses the login.
    #[error("no mail can be sent now")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
    /// It will not work: a 5xx answer, an address that cannot be written.
    #[error("the mail was refused")]
    Permanent(#[source] Box<dyn Error + Send + Sync>),
}
