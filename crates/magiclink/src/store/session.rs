//! Where sessions are kept.

use async_trait::async_trait;

use crate::{
    bearer::Digest, clock::Timestamp, primary_key::AccountKey, session::Session, store::StoreError,
};

/// Keeps sessions.
#[async_trait]
pub trait SessionStore: std::fmt::Debug + Send + Sync {
    /// Keeps a new session in place of `previous`, which ends: both or none.
    async fn create_session(
        &self,
        session: &Session,
        previous: Option<&Digest>,
    ) -> Result<(), StoreError>;

    /// Finds a session that has not expired at `now`.
    async fn find_session(
        &self,
        id: &Digest,
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError>;

    /// Lets a session that is still there at `seen` expire later, never earlier; one that was ended or
    /// has expired stays ended.
    async fn renew_session(
        &self,
        id: &Digest,
        seen: Timestamp,
        expires: Timestamp,
    ) -> Result<(), StoreError>;

    /// The sessions of an account that have not expired at `now`, the newest login first.
    async fn sessions_of(
        &self,
        account: &AccountKey,
        now: Timestamp,
    ) -> Result<Vec<Session>, StoreError>;

    /// Ends a session of this account; false if the account has no such session.
    async fn end_session(&self, account: &AccountKey, id: &Digest) -> Result<bool, StoreError>;

    /// Ends all sessions of an account but `except`; returns how many.
    async fn end_sessions_of(
        &self,
        account: &AccountKey,
        except: Option<&Digest>,
    ) -> Result<u64, StoreError>;

    /// Deletes the sessions that expired before `before`; returns how many.
    async fn delete_sessions(&self, before: Timestamp) -> Result<u64, StoreError>;
}
