//! Where mails go, as one setting says it.

mod certificates;
mod error;
mod server;

use std::{error::Error, fmt, path::PathBuf, str::FromStr, sync::Arc};

use magiclink::mail::Mailer;
use secrecy::SecretString;

pub(crate) use self::certificates::Protection;
pub use self::{
    error::MailUrlError,
    server::{Security, SmtpServer},
};
use crate::{
    console::ConsoleMailer,
    file::FileMailer,
    inbox::{Inbox, InboxMailer},
    sender::Sender,
    smtp::SmtpMailer,
};

/// Where mails go.
///
/// | URL | means |
/// | --- | --- |
/// | `smtps://user:password@host:port` | to a mail server, TLS from the start; port 465 |
/// | `smtp://user:password@host:port` | to a mail server, TLS by STARTTLS or not at all; port 587 |
/// | `smtp://localhost:port` | to the mail server of this machine, without TLS; port 25 |
/// | `file:mails` | into a folder, a file for each |
/// | `console:` | to standard output |
/// | `inbox:` | kept in memory, for a page that shows them |
///
/// ```
/// use magiclink_lettre::MailUrl;
///
/// let url: MailUrl = "smtps://jane:hunter2@mail.example.com".parse()?;
/// assert_eq!(url.to_string(), "smtps://jane@mail.example.com:465");
/// # Ok::<(), magiclink_lettre::MailUrlError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum MailUrl {
    /// To a mail server.
    Smtp(SmtpServer),
    /// Into a folder.
    File(PathBuf),
    /// To standard output.
    Console,
    /// Into memory.
    Inbox,
}

/// What a [`MailUrl`] stands for, ready to send.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Sends the mails.
    pub mailer: Arc<dyn Mailer>,
    /// The mails, if they are kept in memory.
    pub inbox: Option<Inbox>,
}

/// A mailer cannot be set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    /// The URL lacks something.
    #[error(transparent)]
    Url(#[from] MailUrlError),
    /// The folder for the mails cannot be made.
    #[error("make the folder for the mails, and let this program write into it")]
    Folder(#[source] std::io::Error),
    /// There is no certificate where one should be.
    #[error("write the certificates that the mail server is checked against as PEM")]
    NoCertificate,
    /// A certificate cannot be used.
    #[error("check the certificates that the mail server is checked against")]
    Tls(#[source] Box<dyn Error + Send + Sync>),
}

impl SetupError {
    fn certificates(source: impl Error + Send + Sync + 'static) -> Self {
        Self::Tls(Box::new(source))
    }
}

impl MailUrl {
    /// Adds a password that is kept somewhere else than in the URL.
    ///
    /// # Errors
    ///
    /// The URL has a password already, or nothing that asks for one.
    pub fn with_password(self, password: SecretString) -> Result<Self, MailUrlError> {
        match self {
            Self::Smtp(server) => Ok(Self::Smtp(server.with_password(password)?)),
            _ => Err(MailUrlError::NeedlessPassword),
        }
    }

    /// Trusts the authorities of `pem` in place of those that Mozilla trusts, for a mail server whose
    /// certificate comes from an authority of one's own.
    ///
    /// # Errors
    ///
    /// It holds no certificate or a broken one, or TLS is not used.
    pub fn with_root_certificates(self, pem: &[u8]) -> Result<Self, SetupError> {
        match self {
            Self::Smtp(server) => Ok(Self::Smtp(server.with_root_certificates(pem)?)),
            _ => Err(MailUrlError::NeedlessCertificates.into()),
        }
    }

    /// Whether it has a user, and the password is to be [added](Self::with_password).
    #[must_use]
    pub fn lacks_password(&self) -> bool {
        matches!(self, Self::Smtp(server) if server.login().is_err())
    }

    /// Whether mails stay on this machine, where whoever sees its output, files or pages can use the
    /// links in them. Not for a server that others can reach.
    #[must_use]
    pub fn is_for_development(&self) -> bool {
        !matches!(self, Self::Smtp(_))
    }

    /// Sets up the mailer. Nothing is connected yet.
    ///
    /// # Errors
    ///
    /// A user without a password, a folder that cannot be made, or a name that no certificate has.
    pub fn mailer(self, sender: Sender) -> Result<Outgoing, SetupError> {
        let mut kept = None;
        let mailer: Arc<dyn Mailer> = match self {
            Self::Smtp(server) => Arc::new(SmtpMailer::new(server, sender)?),
            Self::File(folder) => {
                Arc::new(FileMailer::new(folder, sender).map_err(SetupError::Folder)?)
            }
            Self::Console => Arc::new(ConsoleMailer::new(sender)),
            Self::Inbox => {
                let inbox = Inbox::default();
                kept = Some(inbox.clone());
                Arc::new(InboxMailer::new(inbox, sender))
            }
        };
        Ok(Outgoing {
            mailer,
            inbox: kept,
        })
    }
}

impl FromStr for MailUrl {
    type Err = MailUrlError;

    fn from_str(text: &str) -> Result<Self, MailUrlError> {
        let (kind, rest) = text.split_once(':').ok_or(MailUrlError::Kind)?;
        match kind.to_ascii_lowercase().as_str() {
            "smtp" | "smtps" if rest.starts_with("//") => Ok(Self::Smtp(SmtpServer::parse(text)?)),
            "smtp" | "smtps" => Err(MailUrlError::Shape),
            "file" => folder(rest).map(Self::File),
            "console" | "inbox" if !rest.is_empty() => Err(MailUrlError::NothingMore),
            "console" => Ok(Self::Console),
            "inbox" => Ok(Self::Inbox),
            _ => Err(MailUrlError::Kind),
        }
    }
}

/// A path, or the path of a `file:///…` URL; a host name in it is a misunderstanding.
fn folder(rest: &str) -> Result<PathBuf, MailUrlError> {
    let path = rest.strip_prefix("//").unwrap_or(rest);
    let is_host = path.len() != rest.len() && !path.starts_with('/');
    if path.is_empty() || path.contains('\0') || is_host {
        return Err(MailUrlError::Folder);
    }
    Ok(path.into())
}

impl fmt::Display for MailUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Smtp(server) => server.fmt(f),
            Self::File(folder) => write!(f, "file:{}", folder.display()),
            Self::Console => f.write_str("console:"),
            Self::Inbox => f.write_str("inbox:"),
        }
    }
}
