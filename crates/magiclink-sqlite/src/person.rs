//! Accounts.

use async_trait::async_trait;
use magiclink::{
    clock::Timestamp,
    person::Person,
    primary_key::AccountKey,
    store::{NewPerson, PersonList, PersonStore, StoreError},
};
use rusqlite::{Connection, Result, params};

use crate::{
    SqliteStore, link, login,
    query::{Columns, execute, find, limit, list},
    session,
};

queries! {
    CREATE = "INSERT INTO people (email, email_key, marker, language, created)
              VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (email_key) DO NOTHING
              RETURNING id, email, marker, language, is_active, is_admin, epoch, created, last_login";
    FIND = "SELECT id, email, marker, language, is_active, is_admin, epoch, created, last_login
            FROM accounts WHERE id = ?1";
    FIND_BY_EMAIL = "SELECT id, email, marker, language, is_active, is_admin, epoch, created, last_login
                     FROM accounts WHERE email_key = ?1";
    // Unlike LIKE, `instr` takes every byte as it is; `lower` changes ASCII letters only.
    LIST = "SELECT id, email, marker, language, is_active, is_admin, epoch, created, last_login
            FROM accounts WHERE id > ?1 AND instr(lower(email), ?2) > 0 ORDER BY id LIMIT ?3";
    SET_ACTIVE = "UPDATE people SET is_active = ?2 WHERE id = ?1";
    SET_ADMIN = "UPDATE people SET is_admin = ?2 WHERE id = ?1";
    RAISE_EPOCH = "UPDATE people SET epoch = epoch + 1 WHERE id = ?1";
    DELETE = "DELETE FROM people WHERE id = ?1";
}

#[async_trait]
impl PersonStore for SqliteStore {
    async fn create_person(&self, new: &NewPerson<'_>) -> Result<Option<Person>, StoreError> {
        let (email, email_key) = (new.email.to_owned(), new.email_key.to_owned());
        let (marker, language) = (new.marker.to_owned(), new.language.map(str::to_owned));
        let created = new.created.unix_micros();
        self.write(move |connection| {
            let params = params![email, email_key, marker, language, created];
            find(connection, CREATE, params, person)
        })
        .await
    }

    async fn find_person(&self, id: i64) -> Result<Option<Person>, StoreError> {
        self.read(|connection| find(connection, FIND, [id], person))
    }

    async fn find_person_by_email(&self, email_key: &str) -> Result<Option<Person>, StoreError> {
        self.read(|connection| find(connection, FIND_BY_EMAIL, [email_key], person))
    }

    async fn people(&self, page: PersonList<'_>) -> Result<Vec<Person>, StoreError> {
        let search = page.search.to_ascii_lowercase();
        let params = params![page.after, search, limit(page.count)];
        self.read(|connection| list(connection, LIST, params, person))
    }

    async fn set_person_active(
        &self,
        id: i64,
        is_active: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.write(move |connection| {
            let is_there = execute(connection, SET_ACTIVE, params![id, is_active])? > 0;
            if is_there && !is_active {
                log_out(connection, id, now)?;
            }
            Ok(is_there)
        })
        .await
    }

    async fn set_person_admin(&self, id: i64, is_admin: bool) -> Result<bool, StoreError> {
        self.write(move |connection| Ok(execute(connection, SET_ADMIN, params![id, is_admin])? > 0))
            .await
    }

    async fn log_person_out(&self, id: i64, now: Timestamp) -> Result<bool, StoreError> {
        self.write(move |connection| {
            let is_there = execute(connection, RAISE_EPOCH, [id])? > 0;
            if is_there && let Some(key) = log_out(connection, id, now)? {
                link::revoke_all(connection, &key, now)?;
            }
            Ok(is_there)
        })
        .await
    }

    async fn delete_person(&self, id: i64) -> Result<bool, StoreError> {
        self.write(move |connection| {
            let is_there = execute(connection, DELETE, [id])? > 0;
            if is_there && let Some(key) = AccountKey::of(&id) {
                session::end_all(connection, &key)?;
                login::delete_all(connection, &key)?;
                link::delete_all(connection, &key)?;
            }
            Ok(is_there)
        })
        .await
    }
}

/// Ends the sessions, the open login requests and the openings of the links of an account; its key.
fn log_out(connection: &Connection, id: i64, now: Timestamp) -> Result<Option<AccountKey>> {
    let Some(key) = AccountKey::of(&id) else {
        return Ok(None);
    };
    session::end_all(connection, &key)?;
    login::spend_all(connection, &key, now)?;
    link::end_all(connection, &key)?;
    Ok(Some(key))
}

fn person(columns: &mut Columns<'_>) -> Result<Person> {
    Ok(Person {
        id: columns.value()?,
        email: columns.value()?,
        marker: columns.value()?,
        language: columns.value()?,
        is_active: columns.value()?,
        is_admin: columns.value()?,
        epoch: columns.value()?,
        created: columns.time()?,
        last_login: columns.time_or_none()?,
    })
}
