//! Why a link or a code was refused.

use crate::{event::Reason, rejection::Rejection};

/// Why a link or a code was refused. For the log: whoever sent it gets the same page for all of them.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The token is refused.
    #[error("the token is refused: {0}")]
    Token(Rejection),
    /// No login was asked for with this link, or by this browser.
    #[error("no login was asked for")]
    NoRequest,
    /// The link was used or called off, or the code was tried too often or too late.
    #[error("the login was used, called off or tried too often")]
    Spent,
    /// The code is another one.
    #[error("the code is wrong")]
    WrongCode,
}

impl From<Refusal> for Reason {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Token(rejection) => rejection.into(),
            Refusal::NoRequest => Self::new("no-request"),
            Refusal::Spent => Self::new("spent"),
            Refusal::WrongCode => Self::new("wrong-code"),
        }
    }
}

impl Refusal {
    /// Whether whoever sent it may have guessed: a link that is genuine but late was not.
    pub(super) fn may_be_guess(self) -> bool {
        !matches!(self, Self::Token(Rejection::Expired) | Self::Spent)
    }
}
