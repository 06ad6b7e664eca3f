//! What django-sesame answers, and the same of what this library answers.

use magiclink::{CreateError, Rejection};
use serde::Deserialize;

/// The answer to a token.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Answer {
    Accepted,
    Refused,
    /// `NotImplementedError`: v1 has no scopes, and a check of it no maximum age of its own.
    NotImplemented,
}

impl From<Result<(), Rejection>> for Answer {
    fn from(checked: Result<(), Rejection>) -> Self {
        match checked {
            Ok(()) => Self::Accepted,
            Err(Rejection::ScopeNotSupported | Rejection::MaxAgeNotSupported) => {
                Self::NotImplemented
            }
            Err(_) => Self::Refused,
        }
    }
}

/// Why no token was made.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Unmade {
    NotImplemented,
    PrimaryKey,
    TimeOutOfRange,
    /// Nothing for which django-sesame refuses to make a token.
    #[serde(skip)]
    Other,
}

impl From<CreateError> for Unmade {
    fn from(error: CreateError) -> Self {
        match error {
            CreateError::ScopeNotSupported => Self::NotImplemented,
            CreateError::PrimaryKey(_) => Self::PrimaryKey,
            CreateError::TimeOutOfRange => Self::TimeOutOfRange,
            _ => Self::Other,
        }
    }
}
