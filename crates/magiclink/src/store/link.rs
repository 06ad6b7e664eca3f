//! Where registered private links are kept.

use async_trait::async_trait;

use crate::{
    bearer::Digest,
    clock::Timestamp,
    link::{Link, Opening},
    primary_key::AccountKey,
    store::StoreError,
    token::TokenId,
};

/// Which links a list shows, and from where on.
#[derive(Clone, Copy, Debug)]
pub struct LinkList<'l> {
    /// The links of this account only; `None` for those of all accounts.
    pub account: Option<&'l AccountKey>,
    /// The links whose label or scope has this text in it, whatever the case of its ASCII letters; all
    /// if it is empty.
    pub search: &'l str,
    /// The last link of the page before; `None` for the first page.
    pub after: Option<(Timestamp, TokenId)>,
    /// How many links at most.
    pub count: usize,
}

/// Keeps registered private links, and which browsers have opened them.
#[async_trait]
pub trait LinkStore: std::fmt::Debug + Send + Sync {
    /// Keeps a new link; false, and nothing is changed, if another one has its identifier.
    async fn create_link(&self, link: &Link) -> Result<bool, StoreError>;

    /// Finds the link with this identifier, whether it can still be opened or not.
    async fn find_link(&self, id: TokenId) -> Result<Option<Link>, StoreError>;

    /// A page of a list of links, the newest first; links of the same moment by falling identifier.
    async fn links(&self, list: LinkList<'_>) -> Result<Vec<Link>, StoreError>;

    /// Counts one use of the link and keeps the opening, both or none; false, and nothing is changed,
    /// unless the link [can be opened](Link::is_open) at the moment of the opening. Of many callers at
    /// the same moment exactly as many get true as the link has uses left.
    async fn open_link(&self, opening: &Opening) -> Result<bool, StoreError>;

    /// Finds an opening that has not expired at `now`, and its link, whether that can still be opened
    /// or not.
    async fn find_opening(
        &self,
        id: &Digest,
        now: Timestamp,
    ) -> Result<Option<(Opening, Link)>, StoreError>;

    /// Revokes a link and ends its openings, in one transaction; false if no link that is not revoked
    /// has this identifier and, where `account` says whose, this account.
    async fn revoke_link(
        &self,
        id: TokenId,
        account: Option<&AccountKey>,
        now: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Revokes all links of an account and ends their openings, in one transaction; returns how many
    /// links it revoked.
    async fn revoke_links_of(
        &self,
        account: &AccountKey,
        now: Timestamp,
    ) -> Result<u64, StoreError>;

    /// Deletes the links that expired or were revoked before `before`, and the openings that expired
    /// before it; returns how many rows.
    async fn delete_links(&self, before: Timestamp) -> Result<u64, StoreError>;
}
