//! The audit log: what has happened, kept for a set time.

use std::net::IpAddr;

use async_trait::async_trait;

use crate::{
    client::Client, clock::Timestamp, primary_key::AccountKey, store::StoreError, token::TokenId,
};

/// Something that has happened, as it is kept. It holds no token, code, cookie or passphrase.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct AuditEntry {
    /// When; of several that are counted together, the last.
    pub at: Timestamp,
    /// What: a name of [`What`](crate::event::What::NAMES), or one of a newer version.
    pub what: String,
    /// Who did it: a name of [`Actor`](crate::event::Actor).
    pub by: String,
    /// The account of the admin who did it.
    pub admin: Option<AccountKey>,
    /// Whose account it concerns, which may be deleted by now.
    pub account: Option<AccountKey>,
    /// The browser that it came from.
    pub client: Client,
    /// The private link that it is about.
    pub link: Option<TokenId>,
    /// A word on it, such as why something was refused; may be empty.
    pub detail: String,
    /// How many: of refusals that are counted together, or of sessions or links that have ended.
    pub count: u64,
}

/// An entry as a list shows it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AuditRow {
    /// Its number, which no other entry has.
    pub id: i64,
    /// The entry.
    pub entry: AuditEntry,
}

/// Which entries a list shows, and from where on.
#[derive(Clone, Copy, Debug, Default)]
pub struct AuditList<'l> {
    /// Only those that concern this account.
    pub account: Option<&'l AccountKey>,
    /// Only those of this kind.
    pub what: Option<&'l str>,
    /// Only those from this address.
    pub client: Option<IpAddr>,
    /// Only those at this time or later.
    pub since: Option<Timestamp>,
    /// Only those behind this one, by its time and number: the last of the page before; `None` for the
    /// first page.
    pub after: Option<(Timestamp, i64)>,
    /// How many at most.
    pub count: usize,
}

/// Keeps the audit log.
#[async_trait]
pub trait AuditStore: std::fmt::Debug + Send + Sync {
    /// Adds entries: all of them, or none and an error.
    async fn append_audit(&self, entries: &[AuditEntry]) -> Result<(), StoreError>;

    /// A page of entries, the newest first.
    async fn audit(&self, list: AuditList<'_>) -> Result<Vec<AuditRow>, StoreError>;

    /// Deletes entries from before this time; returns how many.
    async fn delete_audit(&self, before: Timestamp) -> Result<u64, StoreError>;
}
