//! Why a token was refused.

/// Why a token was refused.
///
/// It is for the log and for the operator. Whoever sent the token gets the same page for every reason,
/// with one exception that gives nothing away: after [`Expired`](Self::Expired) an application can
/// offer a new link.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// The text is longer than any token: 512 characters.
    #[error("the text is longer than any token")]
    TooLong,
    /// The text has the form of no version of tokens.
    #[error("the text does not have the form of a token")]
    UnknownFormat,
    /// The text has the form of a version that the settings do not accept.
    #[error("tokens of this version are not accepted")]
    VersionNotAccepted,
    /// The text is not base64url, or not as an encoder would have written it.
    #[error("the token cannot be decoded")]
    Encoding,
    /// The token does not begin with a primary key.
    #[error("the token has no primary key")]
    PrimaryKey,
    /// The token ends before its time does.
    #[error("the token has no time")]
    Timestamp,
    /// What is left for the signature does not have its size.
    #[error("the token has no signature of the right size")]
    SignatureSize,
    /// The token was made more than a minute later than now.
    #[error("the token comes from the future")]
    FromTheFuture,
    /// The scope's namespace is not registered in the settings, or the version of the token has no
    /// scopes, or it is free text where that is not accepted.
    #[error("the scope is not one that this token can have")]
    ScopeNotSupported,
    /// A maximum age was asked for, but tokens of this version or under these settings carry no time,
    /// or keep it to themselves.
    #[error("the age of this token cannot be limited")]
    MaxAgeNotSupported,
    /// No account has the primary key, or the account is not active, or it is not the one that the
    /// token names.
    #[error("the account is unknown or inactive")]
    UnknownAccount,
    /// The signature is wrong: the token is forged, or for another scope, or made with another key. A
    /// v2 token is refused so after a change of the account, too.
    #[error("the signature is wrong")]
    Signature,
    /// The signature is right, but the account has changed since: another password, address, epoch or
    /// login. Only v1 and v3 can tell.
    #[error("the token has been revoked")]
    Revoked,
    /// The account has nothing whose change would revoke the token, and the token does not expire.
    #[error("the token could never be revoked")]
    Irrevocable,
    /// The token is too old; its signature is right.
    #[error("the token has expired")]
    Expired,
}
