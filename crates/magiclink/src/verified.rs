//! An account that a token has authenticated.

use std::{fmt, marker::PhantomData};

use crate::{
    account::Account,
    scope::Scope,
    token::{TokenId, Version},
};

/// An account that a token has authenticated, for the scope `S` and nothing else.
pub struct Verified<A, S> {
    account: A,
    is_present_key: bool,
    id: Option<TokenId>,
    version: Version,
    scope: PhantomData<fn() -> S>,
}

impl<A: Account, S: Scope> Verified<A, S> {
    pub(crate) fn new(
        account: A,
        is_present_key: bool,
        id: Option<TokenId>,
        version: Version,
    ) -> Self {
        Self {
            account,
            is_present_key,
            id,
            version,
            scope: PhantomData,
        }
    }

    /// The account.
    #[must_use]
    pub fn account(&self) -> &A {
        &self.account
    }

    /// The account, to keep.
    #[must_use]
    pub fn into_account(self) -> A {
        self.account
    }

    /// The identifier of the token; only v3 tokens have one.
    #[must_use]
    pub fn id(&self) -> Option<TokenId> {
        self.id
    }

    /// The version of the token.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// Whether the token was made with the present secret. When no token has been made with an earlier
    /// one for as long as tokens live, that fallback can be taken out of the settings.
    #[must_use]
    pub fn is_made_with_present_secret(&self) -> bool {
        self.is_present_key
    }
}

/// Shows nothing of the account, which may hold a password hash.
impl<A, S> fmt::Debug for Verified<A, S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Verified")
            .field("version", &self.version)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
