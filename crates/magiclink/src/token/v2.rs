//! v2: the format of django-sesame since 2.0, byte for byte.
//!
//! `base64url( primary key | time | signature )`. The time is there if tokens expire: the second when
//! the token was made, counted from 2020, in four bytes. The signature is keyed BLAKE2b over primary
//! key, time, revocation state and scope, one behind the other.

use std::hint::black_box;

use crate::{
    account::Account,
    body::Body,
    create_error::CreateError,
    mac::{MacKey, Tag, hash_joined},
    primary_key::PrimaryKey,
    rejection::Rejection,
    secret::Secret,
    settings::{Danger, Settings},
    token::{
        Claims, Config, Evidence, Terms,
        age::Age,
        key::push_key,
        revocation::{Bound, password_tail},
        terms::{self, EPOCH},
        text,
    },
};

/// What is left to be compared with the account.
#[derive(Clone, Debug)]
pub(crate) struct Proof {
    /// How much of the body is signed; the signature is behind it.
    signed: usize,
}

/// Makes the signing key of a secret, as `sesame.settings.derive_key` does.
pub(super) fn key(settings: &Settings, secret: &Secret) -> MacKey {
    let parts = [
        secret.expose(),
        settings.key.expose(),
        if settings.max_age.is_some() {
            "max_age"
        } else {
            ""
        },
        &settings.packer,
        &settings.primary_key_field,
    ];
    let key = hash_joined(*b"sesame.settings\0", "|", &parts);
    MacKey::new(&key, *b"sesame.tokens_v2", settings.signature_size)
}

pub(super) fn create(terms: &Terms<'_>, account: &impl Account) -> Result<String, CreateError> {
    if terms.max_age.is_some() {
        return Err(CreateError::MaxAgeNotSupported);
    }
    let config = terms.config;
    let mut body = Body::new();
    push_key(&mut body, &account.primary_key())?;
    if config.carries_time() {
        let time = i32::try_from(terms.now.unix_seconds().saturating_sub(EPOCH))
            .map_err(|_| CreateError::TimeOutOfRange)?;
        body.push(&time.to_be_bytes());
    }
    let bound = Bound::of(account, config.bindings(terms.purpose));
    if bound.is_irrevocable(config) {
        return Err(CreateError::Irrevocable);
    }
    let signature = sign(
        config.v2_keys.present(),
        body.as_bytes(),
        &bound,
        terms.scope,
    );
    body.push(signature.as_bytes());
    Ok(text::encode("", body.as_bytes()))
}

pub(super) fn decode<K: PrimaryKey>(
    terms: &Terms<'_>,
    token: &str,
    body: &mut Body,
) -> Result<Claims<K>, Rejection> {
    let config = terms.config;
    text::decode(token, config.allows(Danger::AnySpelling), body)?;
    let bytes = body.as_bytes();
    let (key, mut rest) = K::decode(bytes).ok_or(Rejection::PrimaryKey)?;
    let mut expired = false;
    if config.carries_time() {
        let (time, signature) = rest.split_first_chunk().ok_or(Rejection::Timestamp)?;
        rest = signature;
        let made = EPOCH + i64::from(i32::from_be_bytes(*time));
        let age = Age::from_seconds(terms.now.unix_seconds().saturating_sub(made));
        config.check_not_future(age)?;
        expired = terms.max_age().is_some_and(|limit| age.reaches(limit));
    } else if terms.max_age.is_some() && !config.allows(Danger::UselessMaxAge) {
        return Err(Rejection::MaxAgeNotSupported);
    }
    if rest.len() != config.settings.signature_size {
        return Err(Rejection::SignatureSize);
    }
    let signed = bytes.len() - rest.len();
    Ok(Claims {
        key,
        expired,
        proof: terms::Proof::V2(Proof { signed }),
    })
}

pub(super) fn verify(
    config: &Config,
    evidence: &Evidence<'_>,
    proof: &Proof,
    account: &impl Account,
) -> Result<usize, Rejection> {
    let bound = Bound::of(account, config.bindings(evidence.purpose));
    if bound.is_irrevocable(config) {
        return Err(Rejection::Irrevocable);
    }
    let (signed, signature) = evidence.body.as_bytes().split_at(proof.signed);
    config
        .v2_keys
        .iter()
        .position(|key| sign(key, signed, &bound, evidence.scope).matches(signature))
        .ok_or(Rejection::Signature)
}

/// Does as much as [`verify`] where there is no account.
pub(super) fn waste_time(config: &Config, evidence: &Evidence<'_>, proof: &Proof) {
    let signed = &evidence.body.as_bytes()[..proof.signed];
    for key in config.v2_keys.iter() {
        black_box(sign(key, signed, &Bound::NOTHING, evidence.scope));
    }
}

#[inline]
fn sign(key: &MacKey, signed: &[u8], bound: &Bound<'_>, scope: &str) -> Tag {
    let last_login = bound.last_login.map(|last_login| last_login.iso_text(b'T'));
    key.sign(|mac| {
        mac.update(signed);
        mac.update(password_tail(bound.password).as_bytes());
        // Often there is nothing more; a copy of nothing is a call all the same.
        if !bound.email.is_empty() {
            mac.update(bound.email.as_bytes());
        }
        if let Some(text) = &last_login {
            mac.update(text.as_bytes());
        }
        if !scope.is_empty() {
            mac.update(scope.as_bytes());
        }
    })
}
