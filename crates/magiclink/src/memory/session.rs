//! Sessions in memory.

use std::cmp::Reverse;

use async_trait::async_trait;

use crate::{
    bearer::Digest,
    clock::Timestamp,
    memory::MemoryStore,
    primary_key::AccountKey,
    session::Session,
    store::{SessionStore, StoreError},
};

#[async_trait]
impl SessionStore for MemoryStore {
    async fn create_session(
        &self,
        session: &Session,
        previous: Option<&Digest>,
    ) -> Result<(), StoreError> {
        let mut state = self.state();
        if let Some(previous) = previous {
            state.sessions.remove(previous);
        }
        state.sessions.insert(session.id, session.clone());
        Ok(())
    }

    async fn find_session(
        &self,
        id: &Digest,
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError> {
        Ok(self
            .state()
            .sessions
            .get(id)
            .filter(|session| now < session.expires)
            .cloned())
    }

    async fn renew_session(
        &self,
        id: &Digest,
        seen: Timestamp,
        expires: Timestamp,
    ) -> Result<(), StoreError> {
        let mut state = self.state();
        let found = state.sessions.get_mut(id);
        if let Some(session) = found.filter(|session| seen < session.expires) {
            session.seen = session.seen.max(seen);
            session.expires = session.expires.max(expires);
        }
        Ok(())
    }

    async fn sessions_of(
        &self,
        account: &AccountKey,
        now: Timestamp,
    ) -> Result<Vec<Session>, StoreError> {
        let state = self.state();
        let is_of = |session: &&Session| session.account == *account && now < session.expires;
        let mut sessions: Vec<_> = state.sessions.values().filter(is_of).cloned().collect();
        sessions.sort_by_key(|session| Reverse((session.created, session.id)));
        Ok(sessions)
    }

    async fn end_session(&self, account: &AccountKey, id: &Digest) -> Result<bool, StoreError> {
        let mut state = self.state();
        let is_theirs = state
            .sessions
            .get(id)
            .is_some_and(|session| session.account == *account);
        if is_theirs {
            state.sessions.remove(id);
        }
        Ok(is_theirs)
    }

    async fn end_sessions_of(
        &self,
        account: &AccountKey,
        except: Option<&Digest>,
    ) -> Result<u64, StoreError> {
        let mut state = self.state();
        let before = state.sessions.len();
        state
            .sessions
            .retain(|id, session| session.account != *account || Some(id) == except);
        Ok((before - state.sessions.len()) as u64)
    }

    async fn delete_sessions(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut state = self.state();
        let old = state.sessions.len();
        state
            .sessions
            .retain(|_, session| session.expires >= before);
        Ok((old - state.sessions.len()) as u64)
    }
}
