//! Accounts.

use async_trait::async_trait;
use magiclink::{
    clock::Timestamp,
    person::Person,
    primary_key::AccountKey,
    store::{NewPerson, PersonList, PersonStore, StoreError},
};

use crate::{
    PostgresStore,
    error::Failure,
    link, lock, login,
    query::{Columns, execute, find, limit, list},
    session,
    text::escape,
    transaction::Transaction,
};

queries! {
    CREATE = "INSERT INTO people (email, email_key, marker, language, created)
              VALUES ($1, $2, $3, $4, $5) ON CONFLICT (email_key) DO NOTHING
              RETURNING id, email, marker, language, is_active, is_admin, epoch, created, last_login";
    FIND = "SELECT id, email, marker, language, is_active, is_admin, epoch, created, last_login
            FROM people WHERE id = $1";
    FIND_BY_EMAIL = "SELECT id, email, marker, language, is_active, is_admin, epoch, created, last_login
                     FROM people WHERE email_key = $1";
    // Unlike LIKE, `strpos` takes every byte as it is; "C" knows the cases of ASCII letters only.
    LIST = "SELECT id, email, marker, language, is_active, is_admin, epoch, created, last_login
            FROM people
            WHERE id > $1 AND strpos(lower(email COLLATE \"C\"), lower($2 COLLATE \"C\")) > 0
            ORDER BY id LIMIT $3";
    SET_ACTIVE = "UPDATE people SET is_active = $2 WHERE id = $1";
    SET_ADMIN = "UPDATE people SET is_admin = $2 WHERE id = $1";
    RAISE_EPOCH = "UPDATE people SET epoch = epoch + 1 WHERE id = $1";
    // Rises even when the clock was set back, so that what an earlier login has ended stays ended.
    LOG_IN = "UPDATE people SET last_login = greatest($2, last_login + 1) WHERE id = $1";
    DELETE = "DELETE FROM people WHERE id = $1";
}

#[async_trait]
impl PersonStore for PostgresStore {
    async fn create_person(&self, new: &NewPerson<'_>) -> Result<Option<Person>, StoreError> {
        let params = params![
            escape(new.email),
            escape(new.email_key),
            escape(new.marker),
            new.language.map(escape),
            new.created.unix_micros(),
        ];
        self.write(|transaction| async move { find(&transaction, CREATE, params, person).await })
            .await
    }

    async fn find_person(&self, id: i64) -> Result<Option<Person>, StoreError> {
        let params = params![id];
        self.read(|client| async move { find(&client, FIND, params, person).await })
            .await
    }

    async fn find_person_by_email(&self, email_key: &str) -> Result<Option<Person>, StoreError> {
        let params = params![escape(email_key)];
        self.read(|client| async move { find(&client, FIND_BY_EMAIL, params, person).await })
            .await
    }

    async fn people(&self, page: PersonList<'_>) -> Result<Vec<Person>, StoreError> {
        let params = params![page.after, escape(page.search), limit(page.count)];
        self.read(|client| async move { list(&client, LIST, params, person).await })
            .await
    }

    async fn set_person_active(
        &self,
        id: i64,
        is_active: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let Some(account) = &AccountKey::of(&id) else {
            return Ok(false);
        };
        self.write(|transaction| async move {
            lock::account(&transaction, account).await?;
            let is_there = execute(&transaction, SET_ACTIVE, params![id, is_active]).await? > 0;
            if is_there && !is_active {
                log_out(&transaction, account, now).await?;
            }
            Ok(is_there)
        })
        .await
    }

    async fn set_person_admin(&self, id: i64, is_admin: bool) -> Result<bool, StoreError> {
        Ok(self.change(SET_ADMIN, params![id, is_admin]).await? > 0)
    }

    async fn log_person_out(&self, id: i64, now: Timestamp) -> Result<bool, StoreError> {
        let Some(account) = &AccountKey::of(&id) else {
            return Ok(false);
        };
        self.write(|transaction| async move {
            lock::account(&transaction, account).await?;
            let is_there = execute(&transaction, RAISE_EPOCH, params![id]).await? > 0;
            if is_there {
                link::revoke_all(&transaction, account, now).await?;
                log_out(&transaction, account, now).await?;
            }
            Ok(is_there)
        })
        .await
    }

    async fn delete_person(&self, id: i64) -> Result<bool, StoreError> {
        let Some(account) = &AccountKey::of(&id) else {
            return Ok(false);
        };
        self.write(|transaction| async move {
            lock::account(&transaction, account).await?;
            let is_there = execute(&transaction, DELETE, params![id]).await? > 0;
            if is_there {
                login::delete_all(&transaction, account).await?;
                link::delete_all(&transaction, account).await?;
                session::end_all(&transaction, account, None).await?;
            }
            Ok(is_there)
        })
        .await
    }
}

/// Writes the time of a login, if the account is one of these.
pub(crate) async fn logged_in(
    transaction: &Transaction,
    account: &AccountKey,
    now: Timestamp,
) -> Result<(), Failure> {
    match account.decode::<i64>() {
        Some(id) => {
            let params = params![id, now.unix_micros()];
            execute(transaction, LOG_IN, params).await.map(drop)
        }
        None => Ok(()),
    }
}

/// Ends the open login requests, the openings of the links and the sessions of an account, which must be
/// locked.
async fn log_out(
    transaction: &Transaction,
    account: &AccountKey,
    now: Timestamp,
) -> Result<(), Failure> {
    login::spend_all(transaction, account, now).await?;
    link::end_all(transaction, account).await?;
    session::end_all(transaction, account, None).await.map(drop)
}

fn person(columns: &mut Columns) -> Result<Person, Failure> {
    Ok(Person {
        id: columns.value()?,
        email: columns.text()?,
        marker: columns.text()?,
        language: columns.text_or_none()?,
        is_active: columns.value()?,
        is_admin: columns.value()?,
        epoch: columns.count()?,
        created: columns.time()?,
        last_login: columns.time_or_none()?,
    })
}
