//! Mails to a mail server.

mod conversation;
mod error;
mod line_stream;
mod redact;
mod turn;

use std::{fmt, time::Duration};

use async_trait::async_trait;
use lettre::transport::smtp::{authentication::Credentials, extension::ClientId};
use magiclink::mail::{Mail, MailError, Mailer, Receipt};
use secrecy::ExposeSecret;
use tokio::time::{Instant, timeout_at};

pub use self::error::{SmtpAnswer, SmtpError, Step};
use self::{
    conversation::{Conversation, Partner},
    turn::Turns,
};
use crate::{
    mail_url::{Protection, SetupError, SmtpServer},
    message::{self, Letter},
    sender::Sender,
};

/// Sends mails by SMTP: one connection, one mail.
///
/// Nothing but `Ok` means that the server has the mail. Without TLS nothing is sent but to a server
/// on this machine.
#[derive(Clone)]
pub struct SmtpMailer {
    server: SmtpServer,
    sender: Sender,
    protection: Protection,
    limits: TimeLimits,
    turns: Turns,
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
    /// 10 seconds and a minute. Some servers take half a minute to look at a mail before they answer that they
    /// have taken it; who gives up then sends it twice.
    fn default() -> Self {
        Self {
            command: Duration::from_secs(10),
            conversation: Duration::from_mins(1),
        }
    }
}

impl SmtpMailer {
    /// Sends mails from `sender` to `server`, whose certificate must come from an authority that
    /// Mozilla trusts, or from one of [its own](SmtpServer::with_root_certificates).
    ///
    /// # Errors
    ///
    /// The server has a user without a password, or a name that no certificate can have.
    pub fn new(server: SmtpServer, sender: Sender) -> Result<Self, SetupError> {
        server.login()?;
        Ok(Self {
            protection: server.protection()?,
            server,
            sender,
            limits: TimeLimits::default(),
            turns: Turns::default(),
        })
    }

    /// Sets how long the server may take.
    #[must_use]
    pub fn with_time_limits(mut self, limits: TimeLimits) -> Self {
        self.limits = limits;
        self
    }

    /// Connects, changes to TLS and logs in as for a mail, and leaves without sending one.
    ///
    /// # Errors
    ///
    /// The server cannot be reached, is not who it should be, or does not accept the login.
    pub async fn log_in(&self) -> Result<(), SmtpError> {
        let conversation = self.open_until(self.end()).await?;
        conversation.leave().await;
        Ok(())
    }

    fn partner(&self) -> Partner<'_> {
        Partner {
            server: &self.server,
            protection: &self.protection,
            // The machine's own name is often one that servers refuse, such as `localhost`.
            hello: ClientId::Domain(self.sender.domain().to_owned()),
            limit: self.limits.command,
        }
    }

    async fn hand_over(&self, letter: &Letter) -> Result<Receipt, SmtpError> {
        let end = self.end();
        let mut conversation = self.open_until(end).await?;
        let taken = timeout_at(end, async {
            conversation.announce(letter).await?;
            let turn = self.turns.take().await;
            conversation.hand_over(letter).await?;
            Ok(Receipt::with(turn))
        });
        let taken = taken.await;
        let taken = taken.unwrap_or_else(|_| Err(self.too_long(Step::Message)));
        // After the mail was taken, nothing that the server does may undo it, and nobody waits for its
        // goodbye: until it is written down that the mail was sent, a crash sends it again.
        if taken.as_ref().err().is_none_or(SmtpError::is_answer) {
            tokio::spawn(conversation.leave());
        }
        taken
    }

    /// When a conversation that begins now must have ended.
    fn end(&self) -> Instant {
        Instant::now() + self.limits.conversation
    }

    fn too_long(&self, step: Step) -> SmtpError {
        SmtpError::too_long(step, self.limits.conversation)
    }

    async fn open_until(&self, end: Instant) -> Result<Conversation, SmtpError> {
        let opened = timeout_at(end, self.open()).await;
        opened.unwrap_or_else(|_| Err(self.too_long(Step::Greet)))
    }

    async fn open(&self) -> Result<Conversation, SmtpError> {
        let mut conversation = Conversation::open(self.partner()).await?;
        if let Ok(Some((user, password))) = self.server.login() {
            let password = password.expose_secret();
            let credentials = Credentials::new(user.to_owned(), password.to_owned());
            let logged_in = conversation.log_in(&credentials).await;
            let secrets = redact::credentials(user, password);
            logged_in.map_err(|error| error.without(secrets.iter().map(String::as_str)))?;
        }
        Ok(conversation)
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &Mail) -> Result<Receipt, MailError> {
        let letter = message::build(mail, &self.sender)?;
        let taken = self.hand_over(&letter).await;
        let name = redact::name(letter.to.user());
        Ok(taken.map_err(|error| error.without(name))?)
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
