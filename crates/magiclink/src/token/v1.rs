//! v1: the format of django-sesame before 2.0, byte for byte.
//!
//! `base64url( primary key | PBKDF2-HMAC-MD5( revocation text ) )`, signed by Django's `Signer` or, if
//! tokens expire, `TimestampSigner`: HMAC-SHA1 behind a colon, the time in base 62 between colons. It
//! has no scopes and the age cannot be limited at a check. The revocation text costs milliseconds to
//! hash, so limit how often a client may try before you check one.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use md5::Md5;
use sha1::{Digest as _, Sha1};
use subtle::ConstantTimeEq as _;
use zeroize::{Zeroize as _, Zeroizing};

use crate::{
    account::Account,
    body::Body,
    clock::Timestamp,
    create_error::CreateError,
    primary_key::PrimaryKey,
    rejection::Rejection,
    scope::Purpose,
    secret::Secret,
    settings::{Danger, Settings},
    token::{Claims, Config, Terms, age::Age, key::push_key, revocation::Bound, terms, text},
};

const STATE_SIZE: usize = 16;
/// 20 bytes of HMAC-SHA1 as text.
const SIGNATURE_LENGTH: usize = 27;
/// Times from 1999 to 3769 have 6 characters; django-sesame knows no others.
const TIME_LENGTH: usize = 6;

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The signing key made from one secret, as `django.utils.crypto.salted_hmac` does.
#[derive(Clone)]
pub(crate) struct Key(Hmac<Sha1>);

impl Key {
    pub(super) fn new(settings: &Settings, secret: &Secret) -> Self {
        // `Signer` takes an empty salt for none, and then has one of its own.
        let salt = match (settings.salt.as_str(), settings.max_age) {
            ("", None) => "django.core.signing.Signer",
            ("", Some(_)) => "django.core.signing.TimestampSigner",
            (salt, _) => salt,
        };
        let mut key = Sha1::new()
            .chain_update(salt)
            .chain_update("signer")
            .chain_update(secret.expose())
            .finalize();
        let hmac = Hmac::new_from_slice(&key).expect("HMAC takes a key of any length");
        key.as_mut_slice().zeroize();
        Self(hmac)
    }

    fn sign(&self, signed: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.0.clone().chain_update(signed).finalize().into_bytes())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Key([redacted])")
    }
}

/// What is left to be compared with the account.
#[derive(Clone, Debug)]
pub(crate) struct Proof {
    /// None if it has another size than a state has.
    state: Option<[u8; STATE_SIZE]>,
    key_index: usize,
}

pub(super) fn create(terms: &Terms<'_>, account: &impl Account) -> Result<String, CreateError> {
    if terms.purpose != Purpose::Login {
        return Err(CreateError::ScopeNotSupported);
    }
    if terms.max_age.is_some() {
        return Err(CreateError::MaxAgeNotSupported);
    }
    let config = terms.config;
    if lacks_password(config, account) {
        return Err(CreateError::NoPassword);
    }
    let bound = Bound::of(account, config.bindings(Purpose::Login));
    if bound.is_irrevocable(config) {
        return Err(CreateError::Irrevocable);
    }
    let mut body = Body::new();
    push_key(&mut body, &account.primary_key())?;
    body.push(&*state(config, &bound));
    let mut token = text::encode("", body.as_bytes());
    if config.carries_time() {
        token.push(':');
        token.push_str(&encode_time(terms.now)?);
    }
    let signature = config.v1_keys.present().sign(&token);
    token.push(':');
    token.push_str(&signature);
    Ok(token)
}

pub(super) fn decode<K: PrimaryKey>(
    terms: &Terms<'_>,
    token: &str,
    body: &mut Body,
) -> Result<Claims<K>, Rejection> {
    let config = terms.config;
    let parts = Parts::split(token, config.carries_time()).ok_or(Rejection::UnknownFormat)?;
    if terms.purpose != Purpose::Login {
        return Err(Rejection::ScopeNotSupported);
    }
    if terms.max_age.is_some() {
        return Err(Rejection::MaxAgeNotSupported);
    }
    let is_genuine = |key: &Key| {
        bool::from(
            key.sign(parts.signed)
                .as_bytes()
                .ct_eq(parts.signature.as_bytes()),
        )
    };
    let key_index = config
        .v1_keys
        .iter()
        .position(is_genuine)
        .ok_or(Rejection::Signature)?;
    let mut expired = false;
    if let Some(time) = parts.time {
        let age = Age::between(Timestamp::from_unix_seconds(decode_time(time)), terms.now);
        config.check_not_future(age)?;
        expired = terms.max_age().is_some_and(|limit| age.exceeds(limit));
    }
    text::decode(parts.data, config.allows(Danger::AnySpelling), body)?;
    let (key, rest) = K::decode(body.as_bytes()).ok_or(Rejection::PrimaryKey)?;
    let proof = Proof {
        state: rest.try_into().ok(),
        key_index,
    };
    Ok(Claims {
        key,
        expired,
        proof: terms::Proof::V1(proof),
    })
}

pub(super) fn verify(
    config: &Config,
    proof: &Proof,
    account: &impl Account,
) -> Result<usize, Rejection> {
    if lacks_password(config, account) {
        return Err(Rejection::Revoked);
    }
    let bound = Bound::of(account, config.bindings(Purpose::Login));
    if bound.is_irrevocable(config) {
        return Err(Rejection::Irrevocable);
    }
    let state = state(config, &bound);
    let is_unchanged = proof
        .state
        .is_some_and(|claimed| claimed.ct_eq(&*state).into());
    if is_unchanged {
        Ok(proof.key_index)
    } else {
        Err(Rejection::Revoked)
    }
}

/// Whether the password is bound but null: django-sesame raises a `TypeError` then.
fn lacks_password(config: &Config, account: &impl Account) -> bool {
    config.bindings(Purpose::Login).password && account.password().is_none()
}

/// Hashes what revokes the tokens of an account.
fn state(config: &Config, bound: &Bound<'_>) -> Zeroizing<[u8; STATE_SIZE]> {
    let mut revocation = Zeroizing::new(Vec::new());
    revocation.extend_from_slice(bound.password.as_bytes());
    revocation.extend_from_slice(bound.email.as_bytes());
    if config.bindings(Purpose::Login).last_login {
        match bound.last_login {
            Some(last_login) => revocation.extend_from_slice(last_login.iso_text(b' ').as_bytes()),
            None => revocation.extend_from_slice(b"None"),
        }
    }
    let mut state = Zeroizing::new([0; STATE_SIZE]);
    let (salt, rounds) = (config.settings.salt.as_bytes(), config.settings.iterations);
    pbkdf2::pbkdf2_hmac::<Md5>(&revocation, salt, rounds, &mut *state);
    state
}

/// The parts of a token: `data:signature`, or `data:time:signature` if tokens expire.
struct Parts<'t> {
    signed: &'t str,
    data: &'t str,
    time: Option<&'t str>,
    signature: &'t str,
}

impl<'t> Parts<'t> {
    fn split(token: &'t str, carries_time: bool) -> Option<Self> {
        let (signed, signature) = token.rsplit_once(':')?;
        let (data, time) = if carries_time {
            let (data, time) = signed.rsplit_once(':')?;
            (data, Some(time))
        } else {
            (signed, None)
        };
        let is_time = |time: &str| {
            time.len() == TIME_LENGTH && time.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        let is_token = text::is_alphabet(data)
            && time.is_none_or(is_time)
            && signature.len() == SIGNATURE_LENGTH
            && text::is_alphabet(signature);
        is_token.then_some(Self {
            signed,
            data,
            time,
            signature,
        })
    }
}

/// Seconds since 1970 in base 62.
fn encode_time(time: Timestamp) -> Result<String, CreateError> {
    let mut rest = u64::try_from(time.unix_seconds()).map_err(|_| CreateError::TimeOutOfRange)?;
    let mut digits = [b'0'; TIME_LENGTH];
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS[usize::try_from(rest % 62).map_err(|_| CreateError::TimeOutOfRange)?];
        rest /= 62;
    }
    if rest != 0 || digits[0] == b'0' {
        return Err(CreateError::TimeOutOfRange);
    }
    Ok(digits.iter().copied().map(char::from).collect())
}

/// The reverse of [`encode_time`], of letters and digits.
fn decode_time(text: &str) -> i64 {
    text.bytes().fold(0, |number, byte| {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'A'..=b'Z' => byte - b'A' + 10,
            _ => byte.wrapping_sub(b'a').wrapping_add(36),
        };
        number * 62 + i64::from(digit)
    })
}
