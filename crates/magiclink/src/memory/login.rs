//! Login requests in memory.

use std::time::Duration;

use async_trait::async_trait;

use crate::{
    bearer::Digest,
    clock::Timestamp,
    limit::Limited,
    mail::Mail,
    memory::{MemoryStore, limits, outbox},
    primary_key::AccountKey,
    session::Session,
    store::{LoginAttempt, LoginRequest, LoginStore, StoreError},
    token::TokenId,
};

#[async_trait]
impl LoginStore for MemoryStore {
    async fn create_login(
        &self,
        request: &LoginRequest,
        mail: Option<&Mail>,
    ) -> Result<(), StoreError> {
        let mut state = self.state();
        if let Some(mail) = mail {
            outbox::push(&mut state, mail);
        }
        state.logins.insert(request.id, request.clone());
        Ok(())
    }

    async fn ask_login(
        &self,
        attempt: LoginAttempt,
    ) -> Result<Result<Duration, Limited>, StoreError> {
        let LoginAttempt {
            demands,
            request,
            mail,
        } = attempt;
        let mut state = self.state();
        let wait = match limits::count(&mut state, &demands, request.asked) {
            Ok(wait) => wait,
            Err(limited) => return Ok(Err(limited)),
        };
        if request.account.is_some() {
            outbox::push(&mut state, &mail);
        }
        state.logins.insert(request.id, request);
        Ok(Ok(wait))
    }

    async fn find_login(&self, id: TokenId) -> Result<Option<LoginRequest>, StoreError> {
        Ok(self.state().logins.get(&id).cloned())
    }

    async fn find_login_of(&self, browser: &Digest) -> Result<Option<LoginRequest>, StoreError> {
        let state = self.state();
        let of_browser = state
            .logins
            .values()
            .filter(|request| request.browser == *browser);
        Ok(of_browser
            .max_by_key(|request| (request.asked, request.id))
            .cloned())
    }

    async fn take_code_try(&self, id: TokenId, now: Timestamp) -> Result<bool, StoreError> {
        let mut state = self.state();
        let Some(request) = state.logins.get_mut(&id) else {
            return Ok(false);
        };
        let is_open = request.is_open(now) && now < request.code_expires && request.code_tries > 0;
        if is_open {
            request.code_tries -= 1;
        }
        Ok(is_open)
    }

    async fn redeem_login(
        &self,
        id: TokenId,
        session: &Session,
        previous: Option<&Digest>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut state = self.state();
        if !state
            .logins
            .get(&id)
            .is_some_and(|request| request.is_open(now))
        {
            return Ok(false);
        }
        for request in state.logins.values_mut() {
            if request.id == id || request.account.as_ref() == Some(&session.account) {
                request.spent.get_or_insert(now);
            }
        }
        if let Some(previous) = previous {
            state.sessions.remove(previous);
        }
        state.sessions.insert(session.id, session.clone());
        let person = session
            .account
            .decode()
            .and_then(|id: i64| state.people.get_mut(&id));
        if let Some(entry) = person {
            let last_login = entry
                .person
                .last_login
                .map_or(now, |last| now.max(last.next()));
            entry.person.last_login = Some(last_login);
        }
        Ok(true)
    }

    async fn cancel_login(&self, id: TokenId, now: Timestamp) -> Result<bool, StoreError> {
        let mut state = self.state();
        let request = state
            .logins
            .get_mut(&id)
            .filter(|request| request.is_open(now));
        Ok(request.map(|request| request.spent = Some(now)).is_some())
    }

    async fn cancel_logins_of(
        &self,
        account: &AccountKey,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        for request in self.state().logins.values_mut() {
            if request.account.as_ref() == Some(account) {
                request.spent.get_or_insert(now);
            }
        }
        Ok(())
    }

    async fn delete_logins(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut state = self.state();
        let old = state.logins.len();
        state.logins.retain(|_, request| request.expires >= before);
        Ok((old - state.logins.len()) as u64)
    }
}
