//! Sessions.

use async_trait::async_trait;
use magiclink::{
    bearer::Digest,
    clock::Timestamp,
    primary_key::AccountKey,
    session::Session,
    store::{SessionStore, StoreError},
};

use crate::{
    PostgresStore,
    error::Failure,
    lock,
    query::{Columns, execute, find, list},
    text::escape,
    transaction::Transaction,
};

queries! {
    CREATE = "INSERT INTO sessions (id, account, created, seen, expires, address, browser)
              VALUES ($1, $2, $3, $4, $5, $6, $7)";
    FIND = "SELECT id, account, created, seen, expires, address, browser
            FROM sessions WHERE id = $1 AND expires > $2";
    RENEW = "UPDATE sessions SET seen = greatest(seen, $2), expires = greatest(expires, $3)
             WHERE id = $1 AND expires > $2";
    LIST = "SELECT id, account, created, seen, expires, address, browser
            FROM sessions WHERE account = $1 AND expires > $2 ORDER BY created DESC, id DESC";
    END = "DELETE FROM sessions WHERE id = $1 AND account = $2";
    END_ANY = "DELETE FROM sessions WHERE id = $1";
    END_ALL = "DELETE FROM sessions WHERE account = $1 AND id IS DISTINCT FROM $2";
    DELETE = "DELETE FROM sessions WHERE id = ANY (ARRAY (
                  SELECT id FROM sessions WHERE expires < $1 ORDER BY expires LIMIT $2
                  FOR UPDATE SKIP LOCKED))";
}

#[async_trait]
impl SessionStore for PostgresStore {
    async fn create_session(
        &self,
        session: &Session,
        previous: Option<&Digest>,
    ) -> Result<(), StoreError> {
        self.write(|transaction| async move { replace(&transaction, session, previous).await })
            .await
    }

    async fn find_session(
        &self,
        id: &Digest,
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError> {
        let params = params![id.as_bytes().as_slice(), now.unix_micros()];
        self.read(|client| async move { find(&client, FIND, params, session).await })
            .await
    }

    async fn renew_session(
        &self,
        id: &Digest,
        seen: Timestamp,
        expires: Timestamp,
    ) -> Result<(), StoreError> {
        let (seen, expires) = (seen.unix_micros(), expires.unix_micros());
        let params = params![id.as_bytes().as_slice(), seen, expires];
        self.change(RENEW, params).await.map(drop)
    }

    async fn sessions_of(
        &self,
        account: &AccountKey,
        now: Timestamp,
    ) -> Result<Vec<Session>, StoreError> {
        let params = params![account.as_bytes(), now.unix_micros()];
        self.read(|client| async move { list(&client, LIST, params, session).await })
            .await
    }

    async fn end_session(&self, account: &AccountKey, id: &Digest) -> Result<bool, StoreError> {
        let params = params![id.as_bytes().as_slice(), account.as_bytes()];
        Ok(self.change(END, params).await? > 0)
    }

    async fn end_sessions_of(
        &self,
        account: &AccountKey,
        except: Option<&Digest>,
    ) -> Result<u64, StoreError> {
        self.write(|transaction| async move {
            lock::account(&transaction, account).await?;
            end_all(&transaction, account, except).await
        })
        .await
    }

    async fn delete_sessions(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.clean_up(DELETE, before).await
    }
}

/// Keeps a session in place of the previous one.
pub(crate) async fn replace(
    transaction: &Transaction,
    session: &Session,
    previous: Option<&Digest>,
) -> Result<(), Failure> {
    if let Some(previous) = previous {
        let params = params![previous.as_bytes().as_slice()];
        execute(transaction, END_ANY, params).await?;
    }
    let params = params![
        session.id.as_bytes().as_slice(),
        session.account.as_bytes(),
        session.created.unix_micros(),
        session.seen.unix_micros(),
        session.expires.unix_micros(),
        session.client.address,
        escape(&session.client.browser),
    ];
    execute(transaction, CREATE, params).await.map(drop)
}

/// Ends all sessions of an account, which must be locked, but one; how many.
pub(crate) async fn end_all(
    transaction: &Transaction,
    account: &AccountKey,
    except: Option<&Digest>,
) -> Result<u64, Failure> {
    let except = except.map(|id| id.as_bytes().as_slice());
    execute(transaction, END_ALL, params![account.as_bytes(), except]).await
}

fn session(columns: &mut Columns) -> Result<Session, Failure> {
    Ok(Session {
        id: columns.digest()?,
        account: columns.account()?,
        created: columns.time()?,
        seen: columns.time()?,
        expires: columns.time()?,
        client: columns.client()?,
    })
}
