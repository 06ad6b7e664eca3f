//! What a login mail says.

use std::{error::Error, time::Duration};

use crate::{client::Client, clock::Timestamp, login::Code};

/// What a login mail says.
#[derive(Debug)]
pub struct Letter<'l> {
    /// The address that it goes to.
    pub to: &'l str,
    /// The link that logs in.
    pub link: &'l str,
    /// The link for "it wasn't me".
    pub cancel_link: &'l str,
    /// The code.
    pub code: &'l Code,
    /// How long both are good for.
    pub max_age: Duration,
    /// When they were asked for.
    pub asked: Timestamp,
    /// From where.
    pub client: &'l Client,
    /// The languages to choose from, the best first.
    pub languages: &'l [String],
}

/// A letter as it is sent.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Written {
    /// The subject: one line.
    pub subject: String,
    /// The body as plain text.
    pub text: String,
    /// The body as HTML.
    pub html: String,
}

/// Writes login mails.
pub trait LetterWriter: std::fmt::Debug + Send + Sync {
    /// Writes one.
    ///
    /// # Errors
    ///
    /// A template is broken.
    fn write(&self, letter: &Letter<'_>) -> Result<Written, Box<dyn Error + Send + Sync>>;
}
