//! Registered private links: limited, watched and revoked one by one.

use std::time::Duration;

use crate::{bearer::Digest, clock::Timestamp, primary_key::AccountKey, token::TokenId};

/// How long a browser that opened a link with a limit of uses goes on without using it again.
pub const CONTINUATION: Duration = Duration::from_mins(30);

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
    /// The hash of the passphrase that opens it, as a PHC string; `None` if it needs none.
    pub passphrase: Option<String>,
    /// When it was revoked.
    pub revoked: Option<Timestamp>,
}

impl Link {
    /// Whether it can be opened once more at `now`.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.is_valid(now) && self.max_uses.is_none_or(|max| self.uses < max)
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
