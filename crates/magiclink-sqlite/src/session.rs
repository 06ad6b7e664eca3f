//! Sessions.

use async_trait::async_trait;
use magiclink::{
    bearer::Digest,
    clock::Timestamp,
    primary_key::AccountKey,
    session::Session,
    store::{SessionStore, StoreError},
};
use rusqlite::{Connection, Result, params};

use crate::{
    SqliteStore,
    query::{Columns, address, execute, find, list},
};

queries! {
    CREATE = "INSERT INTO sessions (id, account, created, seen, expires, address, browser)
              VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    FIND = "SELECT id, account, created, seen, expires, address, browser
            FROM sessions WHERE id = ?1 AND expires > ?2";
    RENEW = "UPDATE sessions SET seen = max(seen, ?2), expires = max(expires, ?3)
             WHERE id = ?1 AND expires > ?2";
    LIST = "SELECT id, account, created, seen, expires, address, browser
            FROM sessions WHERE account = ?1 AND expires > ?2 ORDER BY created DESC, id DESC";
    END = "DELETE FROM sessions WHERE id = ?1 AND account = ?2";
    END_ANY = "DELETE FROM sessions WHERE id = ?1";
    END_ALL = "DELETE FROM sessions WHERE account = ?1 AND id IS NOT ?2";
    DELETE = "DELETE FROM sessions WHERE id IN (
                  SELECT id FROM sessions WHERE expires < ?1 ORDER BY expires LIMIT ?2)";
}

#[async_trait]
impl SessionStore for SqliteStore {
    async fn create_session(
        &self,
        session: &Session,
        previous: Option<&Digest>,
    ) -> Result<(), StoreError> {
        let (session, previous) = (session.clone(), previous.copied());
        self.write(move |connection| replace(connection, &session, previous.as_ref()))
            .await
    }

    async fn find_session(
        &self,
        id: &Digest,
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError> {
        let params = params![id.as_bytes(), now.unix_micros()];
        self.read(|connection| find(connection, FIND, params, session))
    }

    async fn renew_session(
        &self,
        id: &Digest,
        seen: Timestamp,
        expires: Timestamp,
    ) -> Result<(), StoreError> {
        let id = *id;
        self.write(move |connection| {
            let params = params![id.as_bytes(), seen.unix_micros(), expires.unix_micros()];
            execute(connection, RENEW, params).map(drop)
        })
        .await
    }

    async fn sessions_of(
        &self,
        account: &AccountKey,
        now: Timestamp,
    ) -> Result<Vec<Session>, StoreError> {
        let params = params![account.as_bytes(), now.unix_micros()];
        self.read(|connection| list(connection, LIST, params, session))
    }

    async fn end_session(&self, account: &AccountKey, id: &Digest) -> Result<bool, StoreError> {
        let (account, id) = (account.clone(), *id);
        self.write(move |connection| {
            let params = params![id.as_bytes(), account.as_bytes()];
            Ok(execute(connection, END, params)? > 0)
        })
        .await
    }

    async fn end_sessions_of(
        &self,
        account: &AccountKey,
        except: Option<&Digest>,
    ) -> Result<u64, StoreError> {
        let (account, except) = (account.clone(), except.copied());
        self.write(move |connection| {
            let except = except.as_ref().map(Digest::as_bytes);
            let params = params![account.as_bytes(), except];
            Ok(execute(connection, END_ALL, params)? as u64)
        })
        .await
    }

    async fn delete_sessions(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.clean_up(DELETE, before).await
    }
}

/// Keeps a session in place of the previous one.
pub(crate) fn replace(
    connection: &Connection,
    session: &Session,
    previous: Option<&Digest>,
) -> Result<()> {
    if let Some(previous) = previous {
        execute(connection, END_ANY, [previous.as_bytes()])?;
    }
    let params = params![
        session.id.as_bytes(),
        session.account.as_bytes(),
        session.created.unix_micros(),
        session.seen.unix_micros(),
        session.expires.unix_micros(),
        address(session.client.address),
        session.client.browser,
    ];
    execute(connection, CREATE, params).map(drop)
}

/// Ends all sessions of an account.
pub(crate) fn end_all(connection: &Connection, account: &AccountKey) -> Result<()> {
    let params = params![account.as_bytes(), None::<&[u8]>];
    execute(connection, END_ALL, params).map(drop)
}

fn session(columns: &mut Columns<'_>) -> Result<Session> {
    Ok(Session {
        id: columns.digest()?,
        account: columns.account()?,
        created: columns.time()?,
        seen: columns.time()?,
        expires: columns.time()?,
        client: columns.client()?,
    })
}
