//! Why a token could not be made.

use crate::{primary_key::KeyTooLong, secret::RandomError};

/// Why a token could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreateError {
    /// The scope's namespace is not registered in the settings, or it is free text where that is not
    /// accepted, or v1 tokens are made, which have no scopes.
    #[error("the scope is not one that tokens of these settings can have: register its namespace")]
    ScopeNotSupported,
    /// v1 and v2 tokens do not carry how long they live.
    #[error(
        "tokens of this version cannot have a maximum age of their own: give it when checking them"
    )]
    MaxAgeNotSupported,
    /// The maximum age is over 24 hours for a login link, or over 400 days for a private link.
    #[error(
        "the token would live too long: at most 24 hours for a login link, 400 days for a private link"
    )]
    LongMaxAge,
    /// The primary key does not fit.
    #[error("the primary key cannot be written in a token")]
    PrimaryKey(#[from] KeyTooLong),
    /// The encoding of the primary key wrote nothing.
    #[error("the primary key has no bytes")]
    EmptyPrimaryKey,
    /// The time of making or of expiry does not fit: v2 tokens end on 2088-01-19, v3 tokens begin in
    /// 2020 and end in 2156.
    #[error("the time cannot be written in a token")]
    TimeOutOfRange,
    /// The account has nothing whose change would revoke the token, and the token would not expire.
    #[error(
        "nothing could ever revoke the token: give the account a password or a marker, or set a maximum age"
    )]
    Irrevocable,
    /// v1 tokens bind the password, and the account's is null.
    #[error("v1 tokens need a password: give the account a marker")]
    NoPassword,
    /// No identifier could be made.
    #[error("the token cannot have an identifier")]
    Random(#[from] RandomError),
}
