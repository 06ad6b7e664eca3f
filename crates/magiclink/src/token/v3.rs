//! v3: our own format.
//!
//! ```text
//! "3." base64url( key id 1 | purpose 1 | made 4 | expires 4 | id 8 | primary key | state 6 | mac 16 )
//! ```
//!
//! Numbers are big-endian, times are seconds since 2020. The MAC covers what the token carries and the
//! scope, so it is checked before the database is asked for the account. The state is a MAC, too: of
//! what of the account revokes its tokens. Both keys are made from the secret, the kill switch and the
//! base URL, so a token of one application is nothing to another. What is signed is written as parts
//! with their lengths, so that no two different things are signed alike.

use std::time::Duration;

use crate::{
    account::Account,
    body::Body,
    create_error::CreateError,
    mac::{MacKey, Tag, hash_parts},
    primary_key::PrimaryKey,
    rejection::Rejection,
    scope::Purpose,
    secret::Secret,
    settings::{Bindings, LONGEST_LOGIN_MAX_AGE, LONGEST_PRIVATE_MAX_AGE, Settings},
    token::{
        Claims, Config, Terms, TokenId,
        age::Age,
        key::push_key,
        revocation::{Bound, password_tail},
        terms::{self, EPOCH},
        text,
    },
};

/// What a v3 token begins with.
pub(super) const PREFIX: &str = "3.";

const STATE_SIZE: usize = 6;
const MAC_SIZE: usize = 16;

/// The keys made from one secret.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    /// Tells in a token which key made it.
    id: u8,
    mac: MacKey,
    state: MacKey,
}

impl Key {
    pub(super) fn new(settings: &Settings, secret: &Secret) -> Self {
        let base_url = settings.audience();
        let derive = |use_: &str| {
            let parts = [secret.expose(), settings.key.expose(), &*base_url, use_];
            hash_parts(*b"magiclink.key.v3", &parts.map(str::as_bytes))
        };
        Self {
            id: derive("id")[0],
            mac: MacKey::new(&derive("mac"), *b"magiclink.mac.v3", MAC_SIZE),
            state: MacKey::new(&derive("state"), *b"magiclink.sta.v3", STATE_SIZE),
        }
    }

    fn sign(&self, body: &[u8], scope: &str) -> Tag {
        self.mac.sign_parts([body, scope.as_bytes()])
    }

    fn state(&self, account: &impl Account, bindings: Bindings) -> Tag {
        let bound = Bound::of(account, bindings);
        let last_login = bound.last_login.map(|last_login| last_login.iso_text(b'T'));
        self.state.sign_parts([
            password_tail(bound.password).as_bytes(),
            bound.email.as_bytes(),
            &account.epoch().to_be_bytes(),
            last_login.as_ref().map_or(&[], |text| text.as_bytes()),
        ])
    }
}

/// What is left to be compared with the account.
#[derive(Clone, Debug)]
pub(crate) struct Proof {
    pub(crate) id: TokenId,
    state: [u8; STATE_SIZE],
    key_index: usize,
}

pub(super) fn create(terms: &Terms<'_>, account: &impl Account) -> Result<String, CreateError> {
    let config = terms.config;
    let key = config.v3_keys.present();
    let made = seconds(terms.now.unix_seconds())?;
    let expires = seconds(terms.now.saturating_add(lifetime(terms)?).unix_seconds())?;
    let id = terms.id.map_or_else(TokenId::random, Ok)?;
    let mut body = Body::new();
    body.push(&[key.id, terms.purpose as u8]);
    body.push(&made.to_be_bytes());
    body.push(&expires.to_be_bytes());
    body.push(&id.to_bytes());
    push_key(&mut body, &account.primary_key())?;
    body.push(
        key.state(account, config.bindings(terms.purpose))
            .as_bytes(),
    );
    body.push(key.sign(body.as_bytes(), terms.scope).as_bytes());
    Ok(text::encode(PREFIX, body.as_bytes()))
}

pub(super) fn decode<K: PrimaryKey>(
    terms: &Terms<'_>,
    token: &str,
    body: &mut Body,
) -> Result<Claims<K>, Rejection> {
    let encoded = token.strip_prefix(PREFIX).ok_or(Rejection::UnknownFormat)?;
    text::decode(encoded, false, body)?;
    let (signed, mac) = body
        .as_bytes()
        .split_last_chunk::<MAC_SIZE>()
        .ok_or(Rejection::SignatureSize)?;
    let fields = Fields::split(signed).ok_or(Rejection::Timestamp)?;

    let config = terms.config;
    let is_genuine =
        |key: &Key| key.id == fields.key_id && key.sign(signed, terms.scope).matches(mac);
    let key_index = config
        .v3_keys
        .iter()
        .position(is_genuine)
        .ok_or(Rejection::Signature)?;
    if fields.purpose != terms.purpose as u8 {
        return Err(Rejection::Signature);
    }

    let now = terms.now.unix_seconds() - EPOCH;
    let age = Age::from_seconds(now - i64::from(fields.made));
    config.check_not_future(age)?;
    let expired =
        now >= i64::from(fields.expires) || terms.max_age.is_some_and(|limit| age.reaches(limit));
    match K::decode(fields.primary_key) {
        Some((key, [])) => {
            let proof = Proof {
                id: fields.id,
                state: *fields.state,
                key_index,
            };
            Ok(Claims {
                key,
                expired,
                proof: terms::Proof::V3(proof),
            })
        }
        _ => Err(Rejection::PrimaryKey),
    }
}

pub(super) fn verify(
    config: &Config,
    purpose: Purpose,
    proof: &Proof,
    account: &impl Account,
) -> Result<usize, Rejection> {
    let bindings = config.bindings(purpose);
    let is_unchanged = config
        .v3_keys
        .iter()
        .nth(proof.key_index)
        .is_some_and(|key| key.state(account, bindings).matches(&proof.state));
    if is_unchanged {
        Ok(proof.key_index)
    } else {
        Err(Rejection::Revoked)
    }
}

pub(super) fn state(config: &Config, account: &impl Account) -> Tag {
    let bindings = config.bindings(Purpose::PrivateLink);
    config.v3_keys.present().state(account, bindings)
}

pub(super) fn states(config: &Config, account: &impl Account) -> impl Iterator<Item = Tag> {
    let bindings = config.bindings(Purpose::PrivateLink);
    config
        .v3_keys
        .iter()
        .map(move |key| key.state(account, bindings))
}

/// The fields under the MAC.
struct Fields<'b> {
    key_id: u8,
    purpose: u8,
    made: u32,
    expires: u32,
    id: TokenId,
    primary_key: &'b [u8],
    state: &'b [u8; STATE_SIZE],
}

impl<'b> Fields<'b> {
    fn split(signed: &'b [u8]) -> Option<Self> {
        let (&[key_id, purpose], rest) = signed.split_first_chunk()?;
        let (made, rest) = rest.split_first_chunk()?;
        let (expires, rest) = rest.split_first_chunk()?;
        let (id, rest) = rest.split_first_chunk()?;
        let (primary_key, state) = rest.split_last_chunk()?;
        Some(Self {
            key_id,
            purpose,
            made: u32::from_be_bytes(*made),
            expires: u32::from_be_bytes(*expires),
            id: TokenId::from_bytes(*id),
            primary_key,
            state,
        })
    }
}

/// How long the token is to live.
fn lifetime(terms: &Terms<'_>) -> Result<Duration, CreateError> {
    let longest = match terms.purpose {
        Purpose::Login => LONGEST_LOGIN_MAX_AGE,
        Purpose::PrivateLink | Purpose::RegisteredLink => LONGEST_PRIVATE_MAX_AGE,
    };
    let lifetime = terms.max_age().unwrap_or(longest);
    if lifetime > longest {
        Err(CreateError::LongMaxAge)
    } else {
        Ok(lifetime)
    }
}

/// Seconds since 2020, which fit into 32 bits until 2156.
fn seconds(unix_seconds: i64) -> Result<u32, CreateError> {
    u32::try_from(unix_seconds.saturating_sub(EPOCH)).map_err(|_| CreateError::TimeOutOfRange)
}
