//! Where attempts are counted.

use async_trait::async_trait;

use crate::{
    bearer::Digest,
    clock::Timestamp,
    limit::{Limited, Policy},
    store::StoreError,
};

/// One more attempt by `key` under `policy`.
#[derive(Clone, Copy, Debug)]
pub struct Demand {
    /// Whose attempt it is: an address or a client, as a digest.
    pub key: Digest,
    /// What is allowed.
    pub policy: &'static Policy,
}

/// Counts attempts.
#[async_trait]
pub trait Limits: std::fmt::Debug + Send + Sync {
    /// Counts an attempt for every demand if all allow it, and for none otherwise. Of many callers at
    /// the same moment exactly as many are let through as the policies allow.
    ///
    /// It reads the history of each key, asks [`Policy::admit`], and writes it back, in one transaction.
    async fn count(
        &self,
        demands: &[Demand],
        now: Timestamp,
    ) -> Result<Result<(), Limited>, StoreError>;

    /// Tells whether an attempt would be let through, without counting one.
    async fn peek(&self, demand: Demand, now: Timestamp)
    -> Result<Result<(), Limited>, StoreError>;

    /// Forgets the histories that no longer matter at `now`; returns how many.
    async fn delete_limits(&self, now: Timestamp) -> Result<u64, StoreError>;
}
