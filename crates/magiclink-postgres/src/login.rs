//! Login requests.

use std::time::Duration;

use async_trait::async_trait;
use deadpool_postgres::Client;
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

use crate::{
    PostgresStore,
    error::Failure,
    limits, lock, outbox, person,
    query::{Columns, execute, find},
    session,
    text::escape,
    transaction::Transaction,
};

queries! {
    CREATE = "INSERT INTO logins (id, browser, account, code, code_expires, code_tries, next, asked,
                  client_address, client_browser, expires, spent)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    FIND = "SELECT id, browser, account, code, code_expires, code_tries, next, asked,
                client_address, client_browser, expires, spent
            FROM logins WHERE id = $1";
    FIND_NEWEST = "SELECT id, browser, account, code, code_expires, code_tries, next, asked,
                       client_address, client_browser, expires, spent
                   FROM logins WHERE browser = $1 ORDER BY asked DESC, id DESC LIMIT 1";
    TAKE_TRY = "UPDATE logins SET code_tries = code_tries - 1
                WHERE id = $1 AND spent IS NULL AND expires > $2 AND code_expires > $2
                    AND code_tries > 0";
    SPEND = "UPDATE logins SET spent = $2 WHERE id = $1 AND spent IS NULL AND expires > $2";
    SPEND_ALL = "UPDATE logins SET spent = $2 WHERE account = $1 AND spent IS NULL";
    DELETE_ALL = "DELETE FROM logins WHERE account = $1";
    DELETE = "DELETE FROM logins WHERE id = ANY (ARRAY (
                  SELECT id FROM logins WHERE expires < $1 ORDER BY expires LIMIT $2
                  FOR UPDATE SKIP LOCKED))";
}

#[async_trait]
impl LoginStore for PostgresStore {
    async fn create_login(
        &self,
        request: &LoginRequest,
        mail: Option<&Mail>,
    ) -> Result<(), StoreError> {
        self.write(|transaction| async move {
            create(&transaction, request).await?;
            match mail {
                Some(mail) => outbox::push(&transaction, mail).await,
                None => Ok(()),
            }
        })
        .await
    }

    async fn ask_login(
        &self,
        attempt: LoginAttempt,
    ) -> Result<Result<Duration, Limited>, StoreError> {
        let attempt = &attempt;
        self.write(|transaction| async move { ask(&transaction, attempt).await })
            .await
    }

    async fn find_login(&self, id: TokenId) -> Result<Option<LoginRequest>, StoreError> {
        let params = params![id.to_bytes().to_vec()];
        self.read(|client| async move { find(&client, FIND, params, login).await })
            .await
    }

    async fn find_login_of(&self, browser: &Digest) -> Result<Option<LoginRequest>, StoreError> {
        let params = params![browser.as_bytes().as_slice()];
        self.read(|client| async move { find(&client, FIND_NEWEST, params, login).await })
            .await
    }

    async fn take_code_try(&self, id: TokenId, now: Timestamp) -> Result<bool, StoreError> {
        let params = params![id.to_bytes().to_vec(), now.unix_micros()];
        Ok(self.change(TAKE_TRY, params).await? > 0)
    }

    async fn redeem_login(
        &self,
        id: TokenId,
        session: &Session,
        previous: Option<&Digest>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.write(|transaction| async move {
            lock::account(&transaction, &session.account).await?;
            if !spend(&transaction, id, now).await? {
                return Ok(false);
            }
            spend_all(&transaction, &session.account, now).await?;
            person::logged_in(&transaction, &session.account, now).await?;
            session::replace(&transaction, session, previous).await?;
            Ok(true)
        })
        .await
    }

    async fn cancel_login(&self, id: TokenId, now: Timestamp) -> Result<bool, StoreError> {
        let params = params![id.to_bytes().to_vec(), now.unix_micros()];
        Ok(self.change(SPEND, params).await? > 0)
    }

    async fn cancel_logins_of(
        &self,
        account: &AccountKey,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|transaction| async move {
            lock::account(&transaction, account).await?;
            spend_all(&transaction, account, now).await
        })
        .await
    }

    async fn delete_logins(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.clean_up(DELETE, before).await
    }
}

async fn ask(
    transaction: &Transaction,
    attempt: &LoginAttempt,
) -> Result<Result<Duration, Limited>, Failure> {
    let (request, mail) = (&attempt.request, &attempt.mail);
    let counted = limits::count(transaction, &attempt.demands, request.asked).await?;
    if counted.is_ok() {
        create(transaction, request).await?;
        if request.account.is_some() {
            outbox::push(transaction, mail).await?;
        } else {
            outbox::push_and_take_back(transaction, mail).await?;
        }
    }
    Ok(counted)
}

async fn create(client: &Client, request: &LoginRequest) -> Result<(), Failure> {
    let params = params![
        request.id.to_bytes().to_vec(),
        request.browser.as_bytes().as_slice(),
        request.account.as_ref().map(AccountKey::as_bytes),
        request.code.as_bytes().as_slice(),
        request.code_expires.unix_micros(),
        i64::from(request.code_tries),
        request.next.as_deref().map(escape),
        request.asked.unix_micros(),
        request.client.address,
        escape(&request.client.browser),
        request.expires.unix_micros(),
        request.spent.map(Timestamp::unix_micros),
    ];
    execute(client, CREATE, params).await.map(drop)
}

async fn spend(transaction: &Transaction, id: TokenId, now: Timestamp) -> Result<bool, Failure> {
    let params = params![id.to_bytes().to_vec(), now.unix_micros()];
    Ok(execute(transaction, SPEND, params).await? > 0)
}

/// Spends all requests of an account, which must be locked, that are not spent yet.
pub(crate) async fn spend_all(
    transaction: &Transaction,
    account: &AccountKey,
    now: Timestamp,
) -> Result<(), Failure> {
    let params = params![account.as_bytes(), now.unix_micros()];
    execute(transaction, SPEND_ALL, params).await.map(drop)
}

/// Deletes all requests of an account, which must be locked.
pub(crate) async fn delete_all(
    transaction: &Transaction,
    account: &AccountKey,
) -> Result<(), Failure> {
    execute(transaction, DELETE_ALL, params![account.as_bytes()])
        .await
        .map(drop)
}

fn login(columns: &mut Columns) -> Result<LoginRequest, Failure> {
    Ok(LoginRequest {
        id: columns.token_id()?,
        browser: columns.digest()?,
        account: columns.account_or_none()?,
        code: columns.digest()?,
        code_expires: columns.time()?,
        code_tries: columns.count()?,
        next: columns.text_or_none()?,
        asked: columns.time()?,
        client: columns.client()?,
        expires: columns.time()?,
        spent: columns.time_or_none()?,
    })
}
