//! Tokens: the versions, and which one a text is of.

mod age;
mod config;
mod id;
mod key;
mod keyring;
mod made;
mod revocation;
mod terms;
mod text;
mod url;
#[cfg(feature = "v1")]
mod v1;
mod v2;
mod v3;

use self::terms::Proof;
pub(crate) use self::{
    config::Config,
    terms::{Claims, Evidence, Terms},
};
pub use self::{
    id::{TokenId, TokenIdError},
    made::Token,
    url::LinkError,
};
pub use crate::version::Version;
use crate::{
    account::Account,
    body::{Body, MAX_LENGTH},
    create_error::CreateError,
    mac,
    primary_key::PrimaryKey,
    rejection::Rejection,
};

/// Makes the text of a token for `account`.
pub(crate) fn create(terms: &Terms<'_>, account: &impl Account) -> Result<String, CreateError> {
    if !terms.are_admitted(terms.config.version()) {
        return Err(CreateError::ScopeNotSupported);
    }
    match terms.config.version() {
        #[cfg(feature = "v1")]
        Version::V1 => v1::create(terms, account),
        Version::V2 => v2::create(terms, account),
        Version::V3 => v3::create(terms, account),
    }
}

/// Reads a token as far as it can be read without the account.
pub(crate) fn decode<K: PrimaryKey>(
    terms: &Terms<'_>,
    token: &str,
    body: &mut Body,
) -> Result<Claims<K>, Rejection> {
    if token.len() > MAX_LENGTH {
        return Err(Rejection::TooLong);
    }
    let version = detect(token);
    if !terms.config.accepts(version) {
        return Err(Rejection::VersionNotAccepted);
    }
    if !terms.are_admitted(version) {
        return Err(Rejection::ScopeNotSupported);
    }
    match version {
        #[cfg(feature = "v1")]
        Version::V1 => v1::decode(terms, token, body),
        Version::V2 => v2::decode(terms, token, body),
        Version::V3 => v3::decode(terms, token, body),
    }
}

/// Checks what could not be checked without the account. Returns which of the keys, from the present
/// one on, made the token.
pub(crate) fn verify<K: PrimaryKey>(
    config: &Config,
    evidence: &Evidence<'_>,
    claims: &Claims<K>,
    account: &impl Account<Key = K>,
) -> Result<usize, Rejection> {
    if !account.is_active() || account.primary_key() != claims.key {
        return Err(refuse_unknown(config, evidence, claims));
    }
    let key_index = match &claims.proof {
        #[cfg(feature = "v1")]
        Proof::V1(proof) => v1::verify(config, proof, account),
        Proof::V2(proof) => v2::verify(config, evidence, proof, account),
        Proof::V3(proof) => v3::verify(config, evidence.purpose, proof, account),
    }?;
    if claims.expired {
        Err(Rejection::Expired)
    } else {
        Ok(key_index)
    }
}

/// The revocation state of the account, as v3 tokens of private links that are made now carry it.
pub(crate) fn state(config: &Config, account: &impl Account) -> mac::Tag {
    v3::state(config, account)
}

/// As [`state`], for each of the keys, the present one first.
pub(crate) fn states(config: &Config, account: &impl Account) -> impl Iterator<Item = mac::Tag> {
    v3::states(config, account)
}

/// Refuses a token whose account is not there, after as much work as for one that is.
pub(crate) fn refuse_unknown<K>(
    config: &Config,
    evidence: &Evidence<'_>,
    claims: &Claims<K>,
) -> Rejection {
    if let Proof::V2(proof) = &claims.proof {
        v2::waste_time(config, evidence, proof);
    }
    Rejection::UnknownAccount
}

/// Tells the version by the shape: v3 begins with `3.`, v1 has a colon, v2 neither.
fn detect(token: &str) -> Version {
    if token.starts_with(v3::PREFIX) {
        return Version::V3;
    }
    #[cfg(feature = "v1")]
    if token.contains(':') {
        return Version::V1;
    }
    Version::V2
}
