//! Reasons, as django-sesame logs them and as this library has them, brought to one list.

use magiclink::Rejection;

/// Whole lines of django-sesame's log.
const BAD: [(&str, Reason); 5] = [
    (
        "Bad token: doesn't match a supported format",
        Reason::UnknownFormat,
    ),
    ("Bad token: cannot decode token", Reason::Encoding),
    ("Bad token: cannot extract primary key", Reason::PrimaryKey),
    ("Bad token: cannot extract timestamp", Reason::Timestamp),
    ("Bad token: cannot extract signature", Reason::SignatureSize),
];

/// Beginnings of lines of the log, tried after the whole ones.
const STARTS: [(&str, Reason); 6] = [
    ("Valid token", Reason::Accepted),
    ("Bad token: ", Reason::Signature),
    ("Expired token", Reason::Expired),
    ("Unknown or inactive user", Reason::UnknownAccount),
    ("NotImplementedError", Reason::NotSupported),
    ("v1 tokens don't support", Reason::NotSupported),
];

/// Why a token was accepted or refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Reason {
    Accepted,
    UnknownFormat,
    Encoding,
    PrimaryKey,
    Timestamp,
    SignatureSize,
    Expired,
    UnknownAccount,
    Signature,
    /// The signature of a v1 token is right, but not for the account as it is now.
    Revoked,
    /// django-sesame raises `NotImplementedError`.
    NotSupported,
    /// This library refuses what django-sesame accepts.
    Stricter,
}

impl Reason {
    /// Reads a line of django-sesame's log, of which a v2 token has no colon behind its first word.
    pub(crate) fn of_log(log: &str, is_v1: bool) -> Option<Self> {
        if let Some((_, reason)) = BAD.iter().find(|(text, _)| *text == log) {
            return Some(*reason);
        }
        if let Some((_, reason)) = STARTS.iter().find(|(start, _)| log.starts_with(start)) {
            return Some(*reason);
        }
        let invalid = if is_v1 {
            Self::Revoked
        } else {
            Self::Signature
        };
        log.starts_with("Invalid token").then_some(invalid)
    }

    pub(crate) fn of_rejection(rejection: Rejection) -> Self {
        match rejection {
            Rejection::UnknownFormat | Rejection::VersionNotAccepted => Self::UnknownFormat,
            // django-sesame takes a text of any length apart; none that long has a signature.
            Rejection::TooLong | Rejection::SignatureSize => Self::SignatureSize,
            Rejection::Encoding => Self::Encoding,
            Rejection::PrimaryKey => Self::PrimaryKey,
            Rejection::Timestamp => Self::Timestamp,
            Rejection::UnknownAccount => Self::UnknownAccount,
            Rejection::Signature => Self::Signature,
            Rejection::Revoked => Self::Revoked,
            Rejection::Expired => Self::Expired,
            Rejection::ScopeNotSupported | Rejection::MaxAgeNotSupported => Self::NotSupported,
            _ => Self::Stricter,
        }
    }
}
