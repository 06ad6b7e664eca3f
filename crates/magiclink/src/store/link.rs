//! Where registered private links are kept.

use async_trait::async_trait;

use crate::{
    bearer::Digest, clock::Timestamp, passphrase::PassphraseHash, primary_key::AccountKey,
    store::StoreError, token::TokenId,
};

/// A private link of which a store keeps a row.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Link {
    /// The identifier of the token in the link.
    pub id: TokenId,
    /// Whose link it is: the account that the token names.
    pub account: AccountKey,
    /// What must stay unchanged about the account: the digest of what revokes its tokens.
    pub state: Digest,
    /// The text of the scope.
    pub scope: String,
    /// What the owner calls it; may be empty.
    pub label: String,
    /// When it was made.
    pub created: Timestamp,
    /// Until when it can be opened.
    pub expires: Timestamp,
    /// How often it can be opened; `None` for as often as one likes.
    pub max_uses: Option<u32>,
    /// How often it has been opened.
    pub uses: u32,
    /// When it was last opened.
    pub last_opened: Option<Timestamp>,
    /// The hash of the passphrase that opens it; `None` if it needs none.
    pub passphrase: Option<PassphraseHash>,
    /// When it was revoked.
    pub revoked: Option<Timestamp>,
}

/// Whether a link can be opened, and if not, why.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LinkState {
    /// It can be opened.
    Open,
    /// It has been opened as often as it can be; browsers that have opened it may go on.
    UsedUp,
    /// It is too old.
    Expired,
    /// The owner or an operator has revoked it.
    Revoked,
}

impl Link {
    /// Whether it can be opened at `now`, and if not, why.
    #[must_use]
    pub fn state_at(&self, now: Timestamp) -> LinkState {
        if self.revoked.is_some() {
            LinkState::Revoked
        } else if !self.is_valid(now) {
            LinkState::Expired
        } else if self.max_uses.is_none_or(|max| self.uses < max) {
            LinkState::Open
        } else {
            LinkState::UsedUp
        }
    }

    /// Whether it can be opened once more at `now`.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.state_at(now) == LinkState::Open
    }

    /// Whether browsers that have opened it may go on at `now`.
    #[must_use]
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.revoked.is_none() && now < self.expires
    }
}

/// A browser that has opened a link.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Opening {
    /// The digest of the value in the browser's cookie.
    pub id: Digest,
    /// The link.
    pub link: TokenId,
    /// When it was opened.
    pub opened: Timestamp,
    /// Until when the browser may go on; never later than the link itself.
    pub expires: Timestamp,
}

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
    ///
    /// The time at which the link was last opened only ever rises.
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
