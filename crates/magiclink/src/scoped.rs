//! Making and checking tokens for one scope.

use std::{marker::PhantomData, sync::Arc, time::Duration};

use crate::{
    account::Account,
    body::Body,
    clock::Timestamp,
    create_error::CreateError,
    primary_key::PrimaryKey,
    rejection::Rejection,
    scope::Scope,
    store::{AccountStore, StoreError},
    token::{self, Config, Terms, Token, TokenId},
    unverified::Unverified,
    verified::Verified,
};

/// Makes and checks tokens for one scope.
///
/// ```
/// # use magiclink::{Account, Tokens, account::LastLogin, settings::Settings, scope::Namespace};
/// # struct User;
/// # impl Account for User {
/// #     type Key = i64;
/// #     fn primary_key(&self) -> i64 { 1 }
/// #     fn is_active(&self) -> bool { true }
/// #     fn password(&self) -> Option<&str> { Some("!r4nd0m") }
/// #     fn email(&self) -> &str { "jane.doe@example.com" }
/// #     fn last_login(&self) -> Option<LastLogin> { None }
/// # }
/// # let jane = User;
/// use std::time::Duration;
///
/// const REPORT: Namespace = Namespace::from_static("report");
/// # let secret = magiclink::secret::Secret::generate()?;
/// let tokens = Tokens::new(
///     Settings::new(secret, "https://rentals.example").with_namespace(REPORT),
/// )?;
///
/// let may = REPORT.scope(2027).and("may");
/// let token = tokens.scope(&may).max_age(Duration::from_secs(3600)).create(&jane)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[must_use = "it does nothing until it makes or checks a token"]
pub struct Scoped<'t, K, S> {
    terms: Terms<'t>,
    types: PhantomData<fn() -> (K, S)>,
}

impl<'t, K: PrimaryKey, S: Scope> Scoped<'t, K, S> {
    pub(crate) fn new(config: &'t Config, scope: &'t S) -> Self {
        Self {
            terms: Terms::new(config, scope),
            types: PhantomData,
        }
    }

    /// Sets the maximum age in place of the settings'.
    ///
    /// When a v3 token is made it decides when the token expires, to the second; when one is checked it
    /// can only shorten that. v1 and v2 tokens keep the time when they were made, so it counts only when
    /// they are checked: v2 tokens for longer, too, v1 tokens not at all.
    pub fn max_age(mut self, max_age: Duration) -> Self {
        self.terms.max_age = Some(max_age);
        self
    }

    /// Takes `now` for the present time.
    pub fn at(mut self, now: Timestamp) -> Self {
        self.terms.now = now;
        self
    }

    /// Makes a v3 token with this identifier instead of a random one; other versions have none.
    ///
    /// An application that keeps a row for each link can so write the row first.
    pub fn id(mut self, id: TokenId) -> Self {
        self.terms.id = Some(id);
        self
    }

    /// Makes a token that lets `account` do what the scope says.
    ///
    /// # Errors
    ///
    /// See [`CreateError`]; none can happen because of what a visitor sends.
    pub fn create<A: Account<Key = K>>(&self, account: &A) -> Result<Token<S>, CreateError> {
        let text = token::create(&self.terms, account)?;
        Ok(Token::new(
            text,
            Arc::clone(&self.terms.config.settings.token_name),
        ))
    }

    /// Reads a token, without trusting it yet: for callers that find the account themselves.
    ///
    /// This checks all that can be checked without the account: the form, the time, and in v1 and v3
    /// the signature.
    ///
    /// ```
    /// # use magiclink::{Account, Tokens, account::LastLogin, settings::Settings, scope::Login};
    /// # #[derive(Clone)] struct User;
    /// # impl Account for User {
    /// #     type Key = i64;
    /// #     fn primary_key(&self) -> i64 { 1 }
    /// #     fn is_active(&self) -> bool { true }
    /// #     fn password(&self) -> Option<&str> { Some("!r4nd0m") }
    /// #     fn email(&self) -> &str { "jane.doe@example.com" }
    /// #     fn last_login(&self) -> Option<LastLogin> { None }
    /// # }
    /// # fn select_user(id: i64) -> Option<User> { (id == 1).then_some(User) }
    /// # let tokens = Tokens::new(Settings::django(magiclink::secret::Secret::generate()?))?;
    /// # let token = tokens.create(&User, &Login)?;
    /// # let text = token.expose();
    /// let unverified = tokens.decode(text, &Login)?;
    /// let user = match select_user(*unverified.primary_key()) {
    ///     Some(user) => unverified.verify(user)?.into_account(),
    ///     None => return Err(unverified.refuse_unknown().into()),
    /// };
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The text is not a token for this scope, or forged.
    // Not inlined, the result is moved once more: 3 % of a v2 verify.
    #[inline]
    pub fn decode(&self, token: &str) -> Result<Unverified<'t, K, S>, Rejection> {
        // Lent to be filled: made down there and returned, it was moved four times, 8 % of a v2 verify.
        let mut body = Body::new();
        let claims = token::decode(&self.terms, token, &mut body)?;
        Ok(Unverified::new(&self.terms, body, claims))
    }

    /// Checks a token and finds its account in `store`.
    ///
    /// Nothing is written: an application whose tokens are single-use writes the time of the login
    /// itself, in the transaction that makes the session.
    ///
    /// # Errors
    ///
    /// The token is refused, or the store failed.
    pub async fn authenticate<Store>(
        &self,
        token: &str,
        store: &Store,
    ) -> Result<Verified<Store::Account, S>, AuthenticateError>
    where
        Store: AccountStore<Account: Account<Key = K>>,
    {
        let unverified = self.decode(token)?;
        match store.find(unverified.primary_key()).await? {
            Some(account) => Ok(unverified.verify(account)?),
            None => Err(unverified.refuse_unknown().into()),
        }
    }

    /// Checks a token and finds its account with `find`, which returns `None` if there is none.
    ///
    /// # Errors
    ///
    /// The token is refused.
    pub fn authenticate_with<A: Account<Key = K>>(
        &self,
        token: &str,
        find: impl FnOnce(&K) -> Option<A>,
    ) -> Result<Verified<A, S>, Rejection> {
        let unverified = self.decode(token)?;
        match find(unverified.primary_key()) {
            Some(account) => unverified.verify(account),
            None => Err(unverified.refuse_unknown()),
        }
    }
}

impl<K, S> Clone for Scoped<'_, K, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, S> Copy for Scoped<'_, K, S> {}

/// Why nobody was authenticated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuthenticateError {
    /// The token is refused: expected, and answered with a page.
    #[error("the token is refused")]
    Rejected(#[from] Rejection),
    /// The store failed: an error of the server.
    #[error(transparent)]
    Store(#[from] StoreError),
}
