//! Login requests.

use std::time::Duration;

use async_trait::async_trait;
use magiclink::{
    bearer::Digest,
    clock::Timestamp,
    limit::Limited,
    mail::Mail,
    primary_key::AccountKey,
    session::Session,
    store::{LoginAttempt, LoginRequest, LoginStore, StoreError},
    token::TokenId,
};
use rusqlite::{Connection, Result, params};

use crate::{
    SqliteStore, last_login, limits, outbox,
    query::{Columns, address, execute, find},
    session,
};

queries! {
    CREATE = "INSERT INTO logins (id, browser, account, code, code_expires, code_tries, next, asked,
                  client_address, client_browser, expires, spent)
              VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    FIND = "SELECT id, browser, account, code, code_expires, code_tries, next, asked,
                client_address, client_browser, expires, spent
            FROM logins WHERE id = ?1";
    FIND_NEWEST = "SELECT id, browser, account, code, code_expires, code_tries, next, asked,
                       client_address, client_browser, expires, spent
                   FROM logins WHERE browser = ?1 ORDER BY asked DESC, id DESC LIMIT 1";
    TAKE_TRY = "UPDATE logins SET code_tries = code_tries - 1
                WHERE id = ?1 AND spent IS NULL AND expires > ?2 AND code_expires > ?2
                    AND code_tries > 0";
    SPEND = "UPDATE logins SET spent = ?2 WHERE id = ?1 AND spent IS NULL AND expires > ?2";
    SPEND_ALL = "UPDATE logins SET spent = ?2 WHERE account = ?1 AND spent IS NULL";
    DELETE_ALL = "DELETE FROM logins WHERE account = ?1";
    DELETE = "DELETE FROM logins WHERE id IN (
                  SELECT id FROM logins WHERE expires < ?1 ORDER BY expires LIMIT ?2)";
}

#[async_trait]
impl LoginStore for SqliteStore {
    async fn create_login(
        &self,
        request: &LoginRequest,
        mail: Option<&Mail>,
    ) -> Result<(), StoreError> {
        let (request, mail) = (request.clone(), mail.cloned());
        self.write(move |connection| {
            create(connection, &request)?;
            mail.map_or(Ok(()), |mail| outbox::push(connection, &mail))
        })
        .await
    }

    async fn ask_login(
        &self,
        attempt: LoginAttempt,
    ) -> Result<Result<Duration, Limited>, StoreError> {
        self.write(move |connection| ask(connection, &attempt))
            .await
    }

    async fn find_login(&self, id: TokenId) -> Result<Option<LoginRequest>, StoreError> {
        self.read(|connection| find(connection, FIND, [id.to_bytes()], login))
    }

    async fn find_login_of(&self, browser: &Digest) -> Result<Option<LoginRequest>, StoreError> {
        self.read(|connection| find(connection, FIND_NEWEST, [browser.as_bytes()], login))
    }

    async fn take_code_try(&self, id: TokenId, now: Timestamp) -> Result<bool, StoreError> {
        self.write(move |connection| {
            let params = params![id.to_bytes(), now.unix_micros()];
            Ok(execute(connection, TAKE_TRY, params)? > 0)
        })
        .await
    }

    async fn redeem_login(
        &self,
        id: TokenId,
        session: &Session,
        previous: Option<&Digest>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let (session, previous) = (session.clone(), previous.copied());
        self.write(move |connection| {
            if !spend(connection, id, now)? {
                return Ok(false);
            }
            spend_all(connection, &session.account, now)?;
            let login = last_login::next(connection, &session.account, now)?;
            session::replace(connection, &session, previous.as_ref(), login)?;
            Ok(true)
        })
        .await
    }

    async fn cancel_login(&self, id: TokenId, now: Timestamp) -> Result<bool, StoreError> {
        self.write(move |connection| spend(connection, id, now))
            .await
    }

    async fn cancel_logins_of(
        &self,
        account: &AccountKey,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let account = account.clone();
        self.write(move |connection| spend_all(connection, &account, now))
            .await
    }

    async fn delete_logins(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.clean_up(DELETE, before).await
    }
}

fn ask(connection: &Connection, attempt: &LoginAttempt) -> Result<Result<Duration, Limited>> {
    let request = &attempt.request;
    let counted = limits::count(connection, &attempt.demands, request.asked)?;
    if counted.is_ok() {
        create(connection, request)?;
        outbox::push(connection, &attempt.mail)?;
        if request.account.is_none() {
            outbox::take_back(connection)?;
        }
    }
    Ok(counted)
}

fn create(connection: &Connection, request: &LoginRequest) -> Result<()> {
    let params = params![
        request.id.to_bytes(),
        request.browser.as_bytes(),
        request.account.as_ref().map(AccountKey::as_bytes),
        request.code.as_bytes(),
        request.code_expires.unix_micros(),
        request.code_tries,
        request.next,
        request.asked.unix_micros(),
        address(request.client.address),
        request.client.browser,
        request.expires.unix_micros(),
        request.spent.map(Timestamp::unix_micros),
    ];
    execute(connection, CREATE, params).map(drop)
}

fn spend(connection: &Connection, id: TokenId, now: Timestamp) -> Result<bool> {
    let params = params![id.to_bytes(), now.unix_micros()];
    Ok(execute(connection, SPEND, params)? > 0)
}

/// Spends all requests of an account that are not spent yet.
pub(crate) fn spend_all(
    connection: &Connection,
    account: &AccountKey,
    now: Timestamp,
) -> Result<()> {
    let params = params![account.as_bytes(), now.unix_micros()];
    execute(connection, SPEND_ALL, params).map(drop)
}

/// Deletes all requests of an account.
pub(crate) fn delete_all(connection: &Connection, account: &AccountKey) -> Result<()> {
    execute(connection, DELETE_ALL, [account.as_bytes()]).map(drop)
}

fn login(columns: &mut Columns<'_>) -> Result<LoginRequest> {
    Ok(LoginRequest {
        id: columns.token_id()?,
        browser: columns.digest()?,
        account: columns.account_or_none()?,
        code: columns.digest()?,
        code_expires: columns.time()?,
        code_tries: columns.value()?,
        next: columns.value()?,
        asked: columns.time()?,
        client: columns.client()?,
        expires: columns.time()?,
        spent: columns.time_or_none()?,
    })
}
