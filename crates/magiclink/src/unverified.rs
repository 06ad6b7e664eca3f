//! A token that has been read but is not trusted yet.

use std::{fmt, marker::PhantomData};

use crate::{
    account::Account,
    body::Body,
    primary_key::PrimaryKey,
    rejection::Rejection,
    scope::Scope,
    token::{self, Claims, Config, Evidence, Terms, TokenId, Version},
    verified::Verified,
};

/// A token that has been read but is not trusted yet.
///
/// It says which account to look up. Only [`verify`](Self::verify) turns it into that account.
#[must_use = "an unverified token proves nothing; find the account and verify it"]
pub struct Unverified<'t, K, S> {
    config: &'t Config,
    evidence: Evidence<'t>,
    claims: Claims<K>,
    scope: PhantomData<fn() -> S>,
}

impl<'t, K: PrimaryKey, S: Scope> Unverified<'t, K, S> {
    pub(crate) fn new(terms: &Terms<'t>, body: Body, claims: Claims<K>) -> Self {
        Self {
            config: terms.config,
            evidence: Evidence {
                body,
                scope: terms.scope,
                purpose: terms.purpose,
            },
            claims,
            scope: PhantomData,
        }
    }

    /// The primary key of the account that the token claims to be for.
    #[must_use]
    pub fn primary_key(&self) -> &K {
        &self.claims.key
    }

    /// Whether the token claims to be too old. [`verify`](Self::verify) refuses it then, after it has
    /// checked that the claim is genuine.
    #[must_use]
    pub fn is_expired(&self) -> bool {
        self.claims.expired
    }

    /// The identifier; only v3 tokens have one, and theirs is genuine.
    #[must_use]
    pub fn id(&self) -> Option<TokenId> {
        self.claims.id()
    }

    /// The version of the token.
    #[must_use]
    pub fn version(&self) -> Version {
        self.claims.version()
    }

    /// Checks the token against the account that it names.
    ///
    /// # Errors
    ///
    /// The account is another one or not active, or has changed since; the signature is wrong; or, if
    /// all else is right, the token has expired.
    // As `Scoped::decode`, which says why.
    #[inline]
    pub fn verify<A: Account<Key = K>>(self, account: A) -> Result<Verified<A, S>, Rejection> {
        let key_index = token::verify(self.config, &self.evidence, &self.claims, &account)?;
        Ok(Verified::new(
            account,
            key_index == 0,
            self.claims.id(),
            self.claims.version(),
        ))
    }

    /// Refuses the token because no account has its primary key.
    ///
    /// It takes as long as [`verify`](Self::verify), so that the time of the answer does not tell whether
    /// the account is there.
    #[must_use = "it is the reason to refuse the token"]
    pub fn refuse_unknown(self) -> Rejection {
        token::refuse_unknown(self.config, &self.evidence, &self.claims)
    }
}

/// Shows nothing of the account or of the signature.
impl<K, S> fmt::Debug for Unverified<'_, K, S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Unverified")
            .field("version", &self.claims.version())
            .field("is_expired", &self.claims.expired)
            .finish_non_exhaustive()
    }
}
