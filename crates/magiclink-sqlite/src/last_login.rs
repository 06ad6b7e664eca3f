//! When an account has logged in last: the session that began then tells it, and the account itself once
//! that session is gone.
//!
//! The index of the sessions of an account is written for each login anyway. With the account it would be
//! two pages, and among millions of accounts each login has its own.

use magiclink::{clock::Timestamp, primary_key::AccountKey};
use rusqlite::{Connection, Result, params};

use crate::query::{execute, find, list};

queries! {
    // Rises even when the clock was set back, so that what an earlier login has ended stays ended.
    NEXT = "SELECT max(?2, coalesce(last_login + 1, ?2)) FROM accounts WHERE id = ?1";
    KEEP = "UPDATE people SET last_login = ?2
            WHERE id = ?1 AND (SELECT coalesce(last_login < ?2, 1) FROM accounts WHERE id = ?1)";
}

/// The time of a login that happens now, for its session to keep; `None` if the account is none of
/// [`People`](magiclink::person::People).
pub(crate) fn next(
    connection: &Connection,
    account: &AccountKey,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    match account.decode::<i64>() {
        Some(id) => find(connection, NEXT, [id, now.unix_micros()], |columns| {
            columns.time()
        }),
        None => Ok(None),
    }
}

/// Deletes sessions by a statement that returns the account and the login of each; how many. Each account
/// keeps the time of a login that no other of its sessions tells.
pub(crate) fn delete_sessions(
    connection: &Connection,
    sql: &'static str,
    params: impl rusqlite::Params,
) -> Result<usize> {
    let deleted = list(connection, sql, params, |columns| {
        Ok((columns.account()?, columns.time_or_none()?))
    })?;
    for (account, login) in &deleted {
        if let (Some(id), Some(login)) = (account.decode::<i64>(), login) {
            execute(connection, KEEP, params![id, login.unix_micros()])?;
        }
    }
    Ok(deleted.len())
}
