//! What the flow is made of, and what owners do with their links.

use std::sync::Arc;

use crate::{
    account::Account,
    clock::{Clock, Timestamp},
    link::{Link, Policy},
    primary_key::AccountKey,
    scope::{Namespace, Private, Scope as _},
    store::{AccountStore, LinkList, Store, StoreError},
    token::{TokenId, Version},
    tokens::Tokens,
};

/// Registered private links: makes them, opens them, lists and revokes them.
#[derive(Debug)]
pub struct Links<A: AccountStore> {
    pub(super) tokens: Tokens<<A::Account as Account>::Key>,
    pub(super) accounts: A,
    pub(super) store: Arc<dyn Store>,
    pub(super) clock: Clock,
    policies: Vec<(Namespace, Policy)>,
}

/// Settings of private links that are refused; the text says what to do.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LinkSettingsError {
    /// Tokens of another version than 3, which do not say what they are for.
    #[error(
        "registered links need v3 tokens, which say what they are for: leave the version as it is"
    )]
    Version,
    /// A policy for a namespace that the settings of the tokens do not know.
    #[error("`{0}` has a policy but is not a namespace of the tokens: register it with them")]
    Namespace(String),
    /// Ages that contradict each other.
    #[error(
        "the ages of `{0}` must be at least a minute and at most 400 days, and the default not over the longest"
    )]
    Ages(String),
}

impl<A: AccountStore> Links<A> {
    /// Makes the flow for the accounts in `accounts`, with rows in `store`. A namespace of the tokens that
    /// `policies` does not name has the default one.
    ///
    /// # Errors
    ///
    /// The settings are refused; the error says what to do.
    pub fn new(
        tokens: Tokens<<A::Account as Account>::Key>,
        accounts: A,
        store: Arc<dyn Store>,
        policies: &[(Namespace, Policy)],
    ) -> Result<Self, LinkSettingsError> {
        let settings = tokens.settings();
        if settings.version != Version::V3 || settings.accepted != [Version::V3] {
            return Err(LinkSettingsError::Version);
        }
        for (namespace, policy) in policies {
            if !settings.namespaces.contains(namespace) {
                return Err(LinkSettingsError::Namespace(namespace.as_str().to_owned()));
            }
            if !policy.is_sound() {
                return Err(LinkSettingsError::Ages(namespace.as_str().to_owned()));
            }
        }
        Ok(Self {
            clock: settings.clock.clone(),
            tokens,
            accounts,
            store,
            policies: policies.to_vec(),
        })
    }

    /// What the links of a kind of thing may be.
    #[must_use]
    pub fn policy(&self, scope: &Private) -> Policy {
        let is_its =
            |(namespace, _): &&(Namespace, Policy)| scope.namespace() == Some(namespace.as_str());
        let found = self.policies.iter().find(is_its);
        found.map_or_else(Policy::default, |(_, policy)| *policy)
    }

    /// A page of an owner's links, the newest first: up to `count` of them after the one that `after`
    /// tells, by when it was made and its identifier.
    ///
    /// # Errors
    ///
    /// The store failed.
    pub async fn links_of(
        &self,
        owner: &A::Account,
        after: Option<(Timestamp, TokenId)>,
        count: usize,
    ) -> Result<Vec<Link>, StoreError> {
        let account = key_of(owner)?;
        let list = LinkList {
            account: Some(&account),
            search: "",
            after,
            count,
        };
        self.store.links(list).await
    }

    /// Revokes a link of this owner: the next request of whoever has opened it is refused. False if the
    /// owner has no such link that is not revoked.
    ///
    /// # Errors
    ///
    /// The store failed.
    pub async fn revoke(&self, owner: &A::Account, id: TokenId) -> Result<bool, StoreError> {
        let account = key_of(owner)?;
        let now = self.clock.now();
        self.store.revoke_link(id, Some(&account), now).await
    }

    /// Revokes all links of an owner; returns how many.
    ///
    /// # Errors
    ///
    /// The store failed.
    pub async fn revoke_all(&self, owner: &A::Account) -> Result<u64, StoreError> {
        let account = key_of(owner)?;
        self.store.revoke_links_of(&account, self.clock.now()).await
    }

    /// The store in which the rows are: for lists of all links, and for an operator.
    #[must_use]
    pub fn store(&self) -> &dyn Store {
        &*self.store
    }
}

pub(super) fn key_of(account: &impl Account) -> Result<AccountKey, StoreError> {
    AccountKey::of(&account.primary_key()).ok_or_else(|| StoreError::new("a key too long"))
}
