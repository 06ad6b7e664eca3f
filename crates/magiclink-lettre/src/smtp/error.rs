//! Why a mail server did not take a mail, and whether it might later.

use std::{error::Error as StdError, fmt, time::Duration};

use magiclink::mail::MailError;

use crate::{message::one_line, smtp::redact};

/// As much of an answer as is worth a line in a log.
const MAX_ANSWER_LENGTH: usize = 300;

/// A mail server did not take a mail.
#[derive(Debug)]
pub struct SmtpError {
    step: Step,
    cause: Cause,
}

/// How far the conversation got.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Step {
    /// Opening the connection, with TLS for `smtps:`.
    Connect,
    /// Being greeted.
    Greet,
    /// Changing to TLS.
    StartTls,
    /// Logging in.
    LogIn,
    /// Naming the sender.
    Sender,
    /// Naming the recipient.
    Recipient,
    /// Announcing the message.
    Data,
    /// Sending the message.
    Message,
}

#[derive(Debug)]
enum Cause {
    Answer(SmtpAnswer),
    Other(Box<dyn StdError + Send + Sync>),
}

/// What a mail server answered, on one line and without control characters.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{code} {text}")]
pub struct SmtpAnswer {
    /// The three digits.
    pub code: u16,
    /// The rest.
    pub text: String,
}

#[derive(Debug, thiserror::Error)]
enum Reason {
    #[error("the mail server did not answer within {0:?}")]
    Silent(Duration),
    #[error("the conversation with the mail server took longer than {0:?}")]
    TooLong(Duration),
    #[error(
        "the mail server offers no STARTTLS, so the mail would travel readable for all; use smtps:// if \
         it has a port for that, or find out who took STARTTLS away"
    )]
    NoTls,
    #[error("the name of the mail server does not lead to this machine, and TLS is not used")]
    NotHere,
}

impl SmtpError {
    /// How far the conversation got.
    #[must_use]
    pub fn step(&self) -> Step {
        self.step
    }

    pub(super) fn new(step: Step, error: impl StdError + Send + Sync + 'static) -> Self {
        let boxed: Box<dyn StdError + Send + Sync> = Box::new(error);
        match boxed.downcast::<lettre::transport::smtp::Error>() {
            Ok(error) => Self::from_lettre(step, *error),
            Err(error) => Self {
                step,
                cause: Cause::Other(error),
            },
        }
    }

    pub(super) fn answer(step: Step, code: u16, text: &str) -> Self {
        let text = redact::addresses(&one_line(text));
        let text = text.chars().take(MAX_ANSWER_LENGTH).collect();
        let cause = Cause::Answer(SmtpAnswer { code, text });
        Self { step, cause }
    }

    pub(super) fn silent(step: Step, limit: Duration) -> Self {
        Self::reason(step, Reason::Silent(limit))
    }

    pub(super) fn too_long(step: Step, limit: Duration) -> Self {
        Self::reason(step, Reason::TooLong(limit))
    }

    pub(super) fn no_tls() -> Self {
        Self::reason(Step::StartTls, Reason::NoTls)
    }

    pub(super) fn not_here() -> Self {
        Self::reason(Step::Connect, Reason::NotHere)
    }

    pub(super) fn is_answer(&self) -> bool {
        matches!(self.cause, Cause::Answer(_))
    }

    fn reason(step: Step, reason: Reason) -> Self {
        Self {
            step,
            cause: Cause::Other(reason.into()),
        }
    }

    fn from_lettre(step: Step, error: lettre::transport::smtp::Error) -> Self {
        match error.status() {
            Some(code) => {
                let text = error.source().map(ToString::to_string).unwrap_or_default();
                Self::answer(step, code.into(), &text)
            }
            None => Self {
                step,
                cause: Cause::Other(error.into()),
            },
        }
    }

    /// Takes texts out of the answer: some servers repeat a command that they do not understand, and most
    /// name the recipient.
    pub(super) fn without<'s>(mut self, texts: impl IntoIterator<Item = &'s str>) -> Self {
        if let Cause::Answer(answer) = &mut self.cause {
            for text in texts {
                answer.text = answer.text.replace(text, "[redacted]");
            }
        }
        self
    }

    /// Whether sending the same mail again is useless.
    ///
    /// Some answers are about the server and its settings here: they would kill every mail, and are
    /// worth another try once someone has mended them.
    fn is_final(&self) -> bool {
        let Cause::Answer(SmtpAnswer { code, text }) = &self.cause else {
            return false;
        };
        // Syntax and order of commands; no mail here at all; log in or use TLS first.
        let about_server = matches!(code, 500 | 502..=504 | 521 | 530 | 534 | 535 | 538);
        // Policy, such as "relay access denied" and block lists of clients: X.7.Z in RFC 3463.
        let about_policy = text.starts_with("5.7.");
        match self.step {
            _ if self.is_before_mail() => false,
            Step::Recipient => (500..600).contains(code) && !about_server && !about_policy,
            _ => (500..600).contains(code) && !about_server,
        }
    }

    /// Whether the server knew nothing yet that tells this mail from any other.
    fn is_before_mail(&self) -> bool {
        match self.step {
            Step::Connect | Step::Greet | Step::StartTls | Step::LogIn | Step::Sender => true,
            Step::Recipient | Step::Data | Step::Message => false,
        }
    }
}

impl From<SmtpError> for MailError {
    fn from(error: SmtpError) -> Self {
        if error.is_before_mail() {
            Self::Unavailable(error.into())
        } else if error.is_final() {
            Self::Permanent(error.into())
        } else {
            Self::Temporary(error.into())
        }
    }
}

impl fmt::Display for SmtpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.step {
            Step::Connect => "the mail server could not be reached",
            Step::Greet => "the mail server did not greet as it should",
            Step::StartTls => "the way to the mail server is not safe",
            Step::LogIn => "the mail server did not accept the login",
            Step::Sender => "the mail server did not accept the sender",
            Step::Recipient => "the mail server did not accept the recipient",
            Step::Data | Step::Message => "the mail server did not take the message",
        })
    }
}

impl StdError for SmtpError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.cause {
            Cause::Answer(answer) => Some(answer),
            Cause::Other(error) => Some(&**error),
        }
    }
}
