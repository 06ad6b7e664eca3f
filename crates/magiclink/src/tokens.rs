//! Making and checking tokens.

use std::{fmt, marker::PhantomData};

use crate::{
    account::Account,
    bearer::Digest,
    create_error::CreateError,
    primary_key::PrimaryKey,
    rejection::Rejection,
    scope::Scope,
    scoped::{AuthenticateError, Scoped},
    settings::{Fingerprint, Settings, SettingsError},
    store::AccountStore,
    token::{self, Config, Token},
    unverified::Unverified,
    verified::Verified,
};

/// Makes and checks the tokens of accounts that are found by a `K`.
///
/// It is cheap to share and holds everything that was computed from the [`Settings`]; make it once.
/// [`scope`](Self::scope) gives what makes and checks tokens for one scope; the other methods are
/// short for it.
pub struct Tokens<K> {
    config: Config,
    key: PhantomData<fn() -> K>,
}

impl<K: PrimaryKey> Tokens<K> {
    /// Checks the settings and makes the keys.
    ///
    /// # Errors
    ///
    /// The settings are insecure or contradict themselves; the error says what to do.
    pub fn new(settings: Settings) -> Result<Self, SettingsError> {
        Ok(Self {
            config: Config::new(settings)?,
            key: PhantomData,
        })
    }

    /// What makes and checks tokens for `scope`, now and under the settings unless it is told more.
    pub fn scope<'t, S: Scope>(&'t self, scope: &'t S) -> Scoped<'t, K, S> {
        Scoped::new(&self.config, scope)
    }

    /// Makes a token that lets `account` do what `scope` says.
    ///
    /// # Errors
    ///
    /// See [`CreateError`]; none can happen because of what a visitor sends.
    pub fn create<A, S>(&self, account: &A, scope: &S) -> Result<Token<S>, CreateError>
    where
        A: Account<Key = K>,
        S: Scope,
    {
        self.scope(scope).create(account)
    }

    /// Reads a token, without trusting it yet; see [`Scoped::decode`].
    ///
    /// # Errors
    ///
    /// The text is not a token for this scope, or forged.
    // As `Scoped::decode`, which says why.
    #[inline]
    pub fn decode<'t, S: Scope>(
        &'t self,
        token: &str,
        scope: &'t S,
    ) -> Result<Unverified<'t, K, S>, Rejection> {
        self.scope(scope).decode(token)
    }

    /// Checks a token and finds its account in `store`; see [`Scoped::authenticate`].
    ///
    /// # Errors
    ///
    /// The token is refused, or the store failed.
    pub async fn authenticate<S, Store>(
        &self,
        token: &str,
        scope: &S,
        store: &Store,
    ) -> Result<Verified<Store::Account, S>, AuthenticateError>
    where
        S: Scope,
        Store: AccountStore<Account: Account<Key = K>>,
    {
        self.scope(scope).authenticate(token, store).await
    }

    /// Checks a token and finds its account with `find`; see [`Scoped::authenticate_with`].
    ///
    /// # Errors
    ///
    /// The token is refused.
    pub fn authenticate_with<A, S>(
        &self,
        token: &str,
        scope: &S,
        find: impl FnOnce(&K) -> Option<A>,
    ) -> Result<Verified<A, S>, Rejection>
    where
        A: Account<Key = K>,
        S: Scope,
    {
        self.scope(scope).authenticate_with(token, find)
    }

    /// What must stay unchanged about the account, as a store keeps it: the digest of the revocation
    /// state that a v3 token carries.
    pub(crate) fn state<A: Account<Key = K>>(&self, account: &A) -> Digest {
        digest(&token::state(&self.config, account))
    }

    /// Whether the account has not changed since [`state`](Self::state) was taken; the secret that it
    /// was taken under is still in the settings then, too.
    pub(crate) fn is_unchanged<A: Account<Key = K>>(&self, account: &A, state: &Digest) -> bool {
        token::states(&self.config, account).any(|present| digest(&present).matches(state))
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.config.settings
    }

    /// The name of the query parameter that carries a token.
    #[must_use]
    pub fn token_name(&self) -> &str {
        &self.config.settings.token_name
    }

    /// The fingerprint of the settings and of `K`, to be kept with the data.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::new(&self.config.settings, K::ENCODING)
    }
}

fn digest(state: &crate::mac::Tag) -> Digest {
    Digest::of(&[b"link-state", state.as_bytes()])
}

impl<K> Clone for Tokens<K> {
    fn clone(&self) -> Self {
        Self {
            config: self.config.clone(),
            key: PhantomData,
        }
    }
}

impl<K> fmt::Debug for Tokens<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Tokens")
            .field(&self.config.settings)
            .finish()
    }
}
