//! What the flow is made of.

use std::{sync::Arc, time::Duration};

use zeroize::Zeroizing;

use crate::{
    account::Account,
    clock::Clock,
    login::{LetterWriter, failures::Failures},
    mac::hash_parts,
    session::SessionAges,
    settings::{LOGIN_MAX_AGE, Settings, SettingsError},
    store::{EmailAccountStore, Store},
    tokens::Tokens,
    version::Version,
};

/// How long a code may be typed, if the link does not expire before.
pub(super) const CODE_MAX_AGE: Duration = Duration::from_mins(10);
/// How often a wrong code may be typed.
pub(super) const CODE_TRIES: u32 = 5;

/// How people are logged in.
#[derive(Clone, Debug)]
pub struct LoginSettings {
    /// How tokens are made.
    pub tokens: Settings,
    /// The absolute URL that a login link leads to.
    pub link_url: String,
    /// The absolute URL that "it wasn't me" leads to.
    pub cancel_url: String,
    /// How long sessions last.
    pub sessions: SessionAges,
}

/// Settings of logins that are refused; the text says what to do.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LoginSettingsError {
    /// The settings of tokens are refused.
    #[error(transparent)]
    Tokens(#[from] SettingsError),
    /// Tokens of another version than 3, which have no identifier.
    #[error("login requests need v3 tokens, which have an identifier: leave the version as it is")]
    Version,
    /// A URL that no link can lead to.
    #[error("`{0}` is not an absolute URL that a link can lead to")]
    Url(String),
}

/// Login by email: asks, mails, and finishes.
#[derive(Debug)]
pub struct LoginFlow<A: EmailAccountStore> {
    pub(super) tokens: Tokens<<A::Account as Account>::Key>,
    pub(super) accounts: A,
    pub(super) store: Arc<dyn Store>,
    pub(super) letters: Arc<dyn LetterWriter>,
    pub(super) link_url: String,
    pub(super) cancel_url: String,
    pub(super) max_age: Duration,
    pub(super) sessions: SessionAges,
    pub(super) clock: Clock,
    pub(super) code_key: Zeroizing<[u8; 64]>,
    pub(super) failures: Failures,
}

impl<A: EmailAccountStore> LoginFlow<A> {
    /// Makes the flow for the accounts in `accounts`, kept in `store`, with mails by `letters`.
    ///
    /// # Errors
    ///
    /// The settings are refused; the error says what to do.
    pub fn new(
        settings: LoginSettings,
        accounts: A,
        store: Arc<dyn Store>,
        letters: Arc<dyn LetterWriter>,
    ) -> Result<Self, LoginSettingsError> {
        let LoginSettings {
            tokens,
            link_url,
            cancel_url,
            sessions,
        } = settings;
        if tokens.version != Version::V3 || tokens.accepted != [Version::V3] {
            return Err(LoginSettingsError::Version);
        }
        for text in [&link_url, &cancel_url] {
            let url = url::Url::parse(text).ok();
            if !url.is_some_and(|url| matches!(url.scheme(), "http" | "https")) {
                return Err(LoginSettingsError::Url(text.clone()));
            }
        }
        let secrets = [tokens.secret.expose(), tokens.key.expose()].map(str::as_bytes);
        Ok(Self {
            code_key: hash_parts(*b"magiclink.code\0\0", &secrets),
            max_age: tokens.max_age.unwrap_or(LOGIN_MAX_AGE),
            clock: tokens.clock.clone(),
            tokens: Tokens::new(tokens)?,
            accounts,
            store,
            letters,
            link_url,
            cancel_url,
            sessions,
            failures: Failures::default(),
        })
    }

    /// What makes and checks the tokens.
    #[must_use]
    pub fn tokens(&self) -> &Tokens<<A::Account as Account>::Key> {
        &self.tokens
    }

    /// Where the accounts are found.
    #[must_use]
    pub fn accounts(&self) -> &A {
        &self.accounts
    }

    /// How long a login link is good for.
    #[must_use]
    pub fn max_age(&self) -> Duration {
        self.max_age
    }
}
