//! Mail for [`magiclink`]: by SMTP, to files, to the console, or kept for a page.
//!
//! A [`MailUrl`] says where mails go, a [`Sender`] from whom they are; together they make a
//! [`Mailer`](magiclink::mail::Mailer):
//!
//! ```
//! use magiclink_lettre::{MailUrl, Sender};
//!
//! let url: MailUrl = "inbox:".parse()?;
//! let sender: Sender = "Bookings <login@example.com>".parse()?;
//! let outgoing = url.mailer(sender)?;
//! assert!(outgoing.inbox.is_some_and(|inbox| inbox.mails().is_empty()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | mailer | sends |
//! | --- | --- |
//! | [`SmtpMailer`] | to a mail server, over TLS unless it is on this machine |
//! | [`FileMailer`] | into a folder, a file for each mail |
//! | [`ConsoleMailer`] | to standard output |
//! | [`InboxMailer`] | into an [`Inbox`] in memory |
//!
//! All of them write the same message: text and HTML, one recipient, the same Message-ID at each
//! attempt. A mail that no server could read alike (two recipients, a header in the address) is a
//! [`Permanent`](magiclink::mail::MailError::Permanent) error, never a panic and never a guess.

mod address;
mod console;
mod file;
mod inbox;
mod mail_url;
mod message;
mod sender;
mod smtp;

pub use self::{
    address::AddressError,
    console::ConsoleMailer,
    file::FileMailer,
    inbox::{Inbox, InboxMailer, Received},
    mail_url::{MailUrl, MailUrlError, Outgoing, Security, SetupError, SmtpServer},
    message::MessageError,
    sender::{Sender, SenderError},
    smtp::{SmtpAnswer, SmtpError, SmtpMailer, Step, TimeLimits},
};
