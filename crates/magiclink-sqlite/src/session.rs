//! Sessions.

use std::cmp::Reverse;

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
    SqliteStore, last_login,
    query::{Columns, address, execute, find, list},
};

queries! {
    CREATE = "INSERT INTO sessions (id, account, created, seen, expires, address, browser, login)
              VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    FIND = "SELECT id, account, created, seen, expires, address, browser
            FROM sessions WHERE id = ?1 AND expires > ?2";
    RENEW = "UPDATE sessions SET seen = max(seen, ?2), expires = max(expires, ?3)
             WHERE id = ?1 AND expires > ?2";
    LIST = "SELECT id, account, created, seen, expires, address, browser
            FROM sessions WHERE account = ?1 AND expires > ?2";
    END = "DELETE FROM sessions WHERE id = ?1 AND account = ?2 RETURNING account, login";
    END_ANY = "DELETE FROM sessions WHERE id = ?1 RETURNING account, login";
    END_ALL = "DELETE FROM sessions WHERE account = ?1 AND id IS NOT ?2 RETURNING account, login";
    DELETE = "DELETE FROM sessions WHERE id IN (
                  SELECT id FROM sessions WHERE expires < ?1 ORDER BY expires LIMIT ?2)
              RETURNING account, login";
}

#[async_trait]
impl SessionStore for SqliteStore {
    async fn create_session(
        &self,
        session: &Session,
        previous: Option<&Digest>,
    ) -> Result<(), StoreError> {
        let (session, previous) = (session.clone(), previous.copied());
        self.write(move |connection| replace(connection, &session, previous.as_ref(), None))
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
        let mut sessions = self.read(|connection| list(connection, LIST, params, session))?;
        sessions.sort_unstable_by_key(|session| Reverse((session.created, *session.id.as_bytes())));
        Ok(sessions)
    }

    async fn end_session(&self, account: &AccountKey, id: &Digest) -> Result<bool, StoreError> {
        let (account, id) = (account.clone(), *id);
        self.write(move |connection| {
            let params = params![id.as_bytes(), account.as_bytes()];
            Ok(last_login::delete_sessions(connection, END, params)? > 0)
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
            Ok(last_login::delete_sessions(connection, END_ALL, params)? as u64)
        })
        .await
    }

    async fn delete_sessions(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.clean_up_by(before, |connection, params| {
            last_login::delete_sessions(connection, DELETE, params)
        })
        .await
    }
}

/// Keeps a session in place of the previous one. If it began with a login, with its time.
pub(crate) fn replace(
    connection: &Connection,
    session: &Session,
    previous: Option<&Digest>,
    login: Option<Timestamp>,
) -> Result<()> {
    let params = params![
        session.id.as_bytes(),
        session.account.as_bytes(),
        session.created.unix_micros(),
        session.seen.unix_micros(),
        session.expires.unix_micros(),
        address(session.client.address),
        session.client.browser,
        login.map(Timestamp::unix_micros),
    ];
    execute(connection, CREATE, params)?;
    if let Some(previous) = previous {
        last_login::delete_sessions(connection, END_ANY, [previous.as_bytes()])?;
    }
    Ok(())
}

/// Ends all sessions of an account.
pub(crate) fn end_all(connection: &Connection, account: &AccountKey) -> Result<()> {
    let params = params![account.as_bytes(), None::<&[u8]>];
    last_login::delete_sessions(connection, END_ALL, params).map(drop)
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
