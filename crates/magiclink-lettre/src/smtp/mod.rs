//! Mails to a mail server.

mod conversation;
mod error;
mod line_stream;

use std::{fmt, time::Duration};

use async_trait::async_trait;
use lettre::transport::smtp::{
    authentication::Credentials,
    client::{Certificate, CertificateStore, TlsParameters},
    extension::ClientId,
};
use magiclink::mail::{Mail, MailError, Mailer};
use secrecy::ExposeSecret;
use tokio::time::{Instant, timeout_at};

use self::conversation::{Conversation, Partner};
pub use self::error::{SmtpAnswer, SmtpError, Step};
use crate::{
    mail_url::{Security, SetupError, SmtpServer},
    message::{self, Letter},
    sender::Sender,
};

const PEM_START: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// Sends mails by SMTP: one connection, one mail.
///
/// Nothing but `Ok` means that the server has the mail. Without TLS nothing is sent but to a server
/// on this machine.
#[derive(Clone)]
pub struct SmtpMailer {
    server: SmtpServer,
    sender: Sender,
    tls: Option<TlsParameters>,
    limits: TimeLimits,
}

/// How long a mail server may take.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TimeLimits {
    /// For the answer to one command.
    pub command: Duration,
    /// For all of the conversation. Well below the two minutes after which another worker would
    /// take the mail, see [`Delivery`](magiclink::delivery::Delivery).
    pub conversation: Duration,
}

impl Default for TimeLimits {
    /// 10 and 30 seconds.
    fn default() -> Self {
        Self {
            command: Duration::from_secs(10),
            conversation: Duration::from_secs(30),
        }
    }
}

impl SmtpMailer {
    /// Sends mails from `sender` to `server`, whose certificate must come from an authority that
    /// Mozilla trusts.
    ///
    /// # Errors
    ///
    /// The server has a user without a password, or a name that no certificate can have.
    pub fn new(server: SmtpServer, sender: Sender) -> Result<Self, SetupError> {
        server.login()?;
        let mut mailer = Self {
            server,
            sender,
            tls: None,
            limits: TimeLimits::default(),
        };
        mailer.tls = mailer.tls(CertificateStore::WebpkiRoots, None)?;
        Ok(mailer)
    }

    /// Trusts the authorities of `pem` in place of those that Mozilla trusts.
    ///
    /// # Errors
    ///
    /// It holds no certificate, or a broken one.
    pub fn with_root_certificates(mut self, pem: &[u8]) -> Result<Self, SetupError> {
        if !pem.windows(PEM_START.len()).any(|part| part == PEM_START) {
            return Err(SetupError::NoCertificate);
        }
        let certificate = Certificate::from_pem(pem).map_err(SetupError::Tls)?;
        self.tls = self.tls(CertificateStore::None, Some(certificate))?;
        Ok(self)
    }

    /// Sets how long the server may take.
    #[must_use]
    pub fn with_time_limits(mut self, limits: TimeLimits) -> Self {
        self.limits = limits;
        self
    }

    fn tls(
        &self,
        store: CertificateStore,
        root: Option<Certificate>,
    ) -> Result<Option<TlsParameters>, SetupError> {
        if self.server.security == Security::Loopback {
            return Ok(None);
        }
        let mut builder = TlsParameters::builder(self.server.host.clone()).certificate_store(store);
        if let Some(root) = root {
            builder = builder.add_root_certificate(root);
        }
        builder.build_rustls().map(Some).map_err(SetupError::Tls)
    }

    fn partner(&self) -> Partner<'_> {
        Partner {
            server: &self.server,
            tls: self.tls.as_ref(),
            // The machine's own name is often one that servers refuse, such as `localhost`.
            hello: ClientId::Domain(self.sender.domain().to_owned()),
            limit: self.limits.command,
        }
    }

    async fn hand_over(&self, letter: &Letter) -> Result<(), SmtpError> {
        let end = Instant::now() + self.limits.conversation;
        let too_long = |_| Err(SmtpError::too_long(self.limits.conversation));
        let opened = timeout_at(end, self.open()).await;
        let mut conversation = opened.unwrap_or_else(too_long)?;
        let taken = timeout_at(end, conversation.hand_over(letter)).await;
        let taken = taken.unwrap_or_else(|_| Err(SmtpError::too_long(self.limits.conversation)));
        // After the mail was taken, nothing that the server does may undo it.
        if taken.as_ref().err().is_none_or(SmtpError::is_answer) {
            conversation.leave().await;
        }
        taken
    }

    async fn open(&self) -> Result<Conversation, SmtpError> {
        let mut conversation = Conversation::open(self.partner()).await?;
        if let Ok(Some((user, password))) = self.server.login() {
            let password = password.expose_secret();
            let credentials = Credentials::new(user.to_owned(), password.to_owned());
            let logged_in = conversation.log_in(&credentials).await;
            logged_in.map_err(|error| error.without(user, password))?;
        }
        Ok(conversation)
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let letter = message::build(mail, &self.sender)?;
        Ok(self.hand_over(&letter).await?)
    }
}

impl fmt::Debug for SmtpMailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpMailer")
            .field("server", &self.server)
            .field("sender", &self.sender)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
