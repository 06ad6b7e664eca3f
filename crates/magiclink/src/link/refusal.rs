//! Why a link was not opened.

use crate::{
    clock::Timestamp,
    event::Reason,
    limit::Limited,
    link::{Link, LinkState},
    rejection::Rejection,
    scoped::AuthenticateError,
    secret::RandomError,
    store::StoreError,
};

/// Why a link was refused. For the log and for the owner: whoever came with it gets the same page for
/// all of them, but for [`WrongPassphrase`](Self::WrongPassphrase), after which they may try again.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LinkRefusal {
    /// The token is refused, or its account is.
    #[error("the token is refused: {0}")]
    Token(Rejection),
    /// No row is kept for the token, or it is one for something else.
    #[error("no such link is registered")]
    NotRegistered,
    /// The owner or an operator has revoked the link.
    #[error("the link has been revoked")]
    Revoked,
    /// The link has been opened as often as it can be.
    #[error("the link has been used up")]
    UsedUp,
    /// The link is too old.
    #[error("the link has expired")]
    Expired,
    /// The passphrase is another one, or is missing.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
}

impl LinkRefusal {
    /// Why a link cannot be opened at `now`; `None` if it can.
    pub(super) fn of(link: &Link, now: Timestamp) -> Option<Self> {
        match link.state_at(now) {
            LinkState::Open => None,
            LinkState::UsedUp => Some(Self::UsedUp),
            LinkState::Expired => Some(Self::Expired),
            LinkState::Revoked => Some(Self::Revoked),
        }
    }
}

impl From<LinkRefusal> for Reason {
    fn from(refusal: LinkRefusal) -> Self {
        match refusal {
            LinkRefusal::Token(rejection) => rejection.into(),
            LinkRefusal::NotRegistered => Self::new("not-registered"),
            LinkRefusal::Revoked => Self::new("revoked"),
            LinkRefusal::UsedUp => Self::new("used-up"),
            LinkRefusal::Expired => Self::new("expired"),
            LinkRefusal::WrongPassphrase => Self::new("wrong-passphrase"),
        }
    }
}

/// A link that was not opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LinkError {
    /// The link is refused: expected, and answered with a page.
    #[error(transparent)]
    Refused(#[from] LinkRefusal),
    /// Too many passphrases were tried: expected, too.
    #[error(transparent)]
    Limited(#[from] Limited),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The operating system has no randomness to give.
    #[error(transparent)]
    Random(#[from] RandomError),
}

impl From<Rejection> for LinkError {
    fn from(rejection: Rejection) -> Self {
        Self::Refused(LinkRefusal::Token(rejection))
    }
}

impl From<AuthenticateError> for LinkError {
    fn from(error: AuthenticateError) -> Self {
        match error {
            AuthenticateError::Rejected(rejection) => rejection.into(),
            AuthenticateError::Store(error) => error.into(),
        }
    }
}
