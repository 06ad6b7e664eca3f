//! Accounts in memory.

use async_trait::async_trait;

use crate::{
    clock::Timestamp,
    memory::{MemoryStore, State, link},
    person::Person,
    primary_key::AccountKey,
    store::{NewPerson, PersonList, PersonStore, StoreError},
};

/// An account with the key of its address.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) person: Person,
    email_key: String,
}

/// Ends the sessions, the open login requests and the openings of the links of an account.
fn end_all(state: &mut State, key: &AccountKey, now: Timestamp) {
    state.sessions.retain(|_, session| session.account != *key);
    for request in state
        .logins
        .values_mut()
        .filter(|request| request.account.as_ref() == Some(key))
    {
        request.spent.get_or_insert(now);
    }
    link::end_openings(state, |link| link.account == *key);
}

fn key_of(id: i64) -> AccountKey {
    AccountKey::of(&id).expect("a number fits into its encoding")
}

#[async_trait]
impl PersonStore for MemoryStore {
    async fn create_person(&self, new: &NewPerson<'_>) -> Result<Option<Person>, StoreError> {
        let mut state = self.state();
        if state
            .people
            .values()
            .any(|entry| entry.email_key == new.email_key)
        {
            return Ok(None);
        }
        state.last_person += 1;
        let person = Person {
            id: state.last_person,
            email: new.email.to_owned(),
            marker: new.marker.to_owned(),
            language: new.language.map(str::to_owned),
            is_active: true,
            is_admin: false,
            epoch: 0,
            created: new.created,
            last_login: None,
        };
        let entry = Entry {
            person: person.clone(),
            email_key: new.email_key.to_owned(),
        };
        state.people.insert(person.id, entry);
        Ok(Some(person))
    }

    async fn find_person(&self, id: i64) -> Result<Option<Person>, StoreError> {
        Ok(self
            .state()
            .people
            .get(&id)
            .map(|entry| entry.person.clone()))
    }

    async fn find_person_by_email(&self, email_key: &str) -> Result<Option<Person>, StoreError> {
        let state = self.state();
        let found = state
            .people
            .values()
            .find(|entry| entry.email_key == email_key);
        Ok(found.map(|entry| entry.person.clone()))
    }

    async fn people(&self, list: PersonList<'_>) -> Result<Vec<Person>, StoreError> {
        let state = self.state();
        let search = list.search.to_ascii_lowercase();
        let people = state.people.values().map(|entry| &entry.person);
        let found = people.filter(|person| {
            person.id > list.after && person.email.to_ascii_lowercase().contains(&search)
        });
        Ok(found.take(list.count).cloned().collect())
    }

    async fn set_person_admin(&self, id: i64, is_admin: bool) -> Result<bool, StoreError> {
        let mut state = self.state();
        let found = state.people.get_mut(&id);
        Ok(found
            .map(|entry| entry.person.is_admin = is_admin)
            .is_some())
    }

    async fn set_person_active(
        &self,
        id: i64,
        is_active: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut state = self.state();
        let Some(entry) = state.people.get_mut(&id) else {
            return Ok(false);
        };
        entry.person.is_active = is_active;
        if !is_active {
            end_all(&mut state, &key_of(id), now);
        }
        Ok(true)
    }

    async fn log_person_out(&self, id: i64, now: Timestamp) -> Result<bool, StoreError> {
        let mut state = self.state();
        let Some(entry) = state.people.get_mut(&id) else {
            return Ok(false);
        };
        entry.person.epoch += 1;
        let key = key_of(id);
        end_all(&mut state, &key, now);
        link::revoke(&mut state, |link| link.account == key, now);
        Ok(true)
    }

    async fn delete_person(&self, id: i64) -> Result<bool, StoreError> {
        let mut state = self.state();
        if state.people.remove(&id).is_none() {
            return Ok(false);
        }
        let key = key_of(id);
        state.sessions.retain(|_, session| session.account != key);
        state
            .logins
            .retain(|_, request| request.account.as_ref() != Some(&key));
        link::end_openings(&mut state, |link| link.account == key);
        state.links.retain(|_, link| link.account != key);
        Ok(true)
    }
}
