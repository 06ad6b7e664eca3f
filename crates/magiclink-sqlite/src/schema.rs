//! The tables: whose database a file is, and bringing it up to date.
//!
//! The version is kept in the header of the file and checked, raised and acted on in one transaction, so
//! that several processes may start on one file at the same moment and a start that is cut off leaves
//! either all of it or nothing.

use std::path::Path;

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use crate::{connection, error::OpenError};

/// Each brings the tables from one version to the next. Released ones are never changed.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/1-stores.sql"),
    include_str!("../migrations/2-links.sql"),
    include_str!("../migrations/3-admin.sql"),
    include_str!("../migrations/4-settings.sql"),
    include_str!("../migrations/5-audit.sql"),
    include_str!("../migrations/6-logins-in-order.sql"),
    include_str!("../migrations/7-last-login.sql"),
];
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "there are few"
)]
pub(crate) const NEWEST: i32 = MIGRATIONS.len() as i32;
/// The version from which on the fingerprint of the settings of tokens is kept.
pub(crate) const FINGERPRINTS: i32 = 4;
/// `MgLk`, in the place of the header where SQLite files say whose they are.
const APPLICATION_ID: i32 = 0x4d67_4c6b;
/// In one statement, so that what another process does meanwhile is seen as a whole or not at all.
const WHOSE: &str = "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
                     FROM pragma_application_id, pragma_user_version";

/// The version of the tables; 0 if there are none yet.
pub(crate) fn version(connection: &Connection, path: &Path) -> Result<i32, OpenError> {
    let read = connection.query_row(WHOSE, [], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?))
    });
    match read.map_err(|error| database(path, error))? {
        (APPLICATION_ID, version @ 0..=NEWEST, _) => Ok(version),
        (APPLICATION_ID, version, _) => Err(OpenError::Newer {
            path: path.to_owned(),
            found: version,
            known: NEWEST,
        }),
        (0, 0, 0) => Ok(0),
        _ => Err(OpenError::Foreign(path.to_owned())),
    }
}

/// From which version to which the tables of a database were brought.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Migration {
    /// The version before; 0 if there were no tables.
    pub from: i32,
    /// The version now. The same as before if there was nothing to do.
    pub to: i32,
}

/// Refuses a file that is not there or whose tables are not up to date.
pub(crate) fn refuse_older(path: &Path) -> Result<(), OpenError> {
    let failed = |error| database(path, error);
    let inspector = connection::inspector(path).map_err(failed)?;
    match version(&inspector, path)? {
        NEWEST => Ok(()),
        found => Err(OpenError::Older {
            path: path.to_owned(),
            found,
            known: NEWEST,
        }),
    }
}

/// Brings the tables up to date.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<Migration, OpenError> {
    if version(connection, path)? == NEWEST {
        return Ok(Migration {
            from: NEWEST,
            to: NEWEST,
        });
    }
    let failed = |error| database(path, error);
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed)?;
    // Again, now that no other process can be at it.
    let from = version(&transaction, path)?;
    for (number, migration) in (0..).zip(MIGRATIONS) {
        if number >= from {
            transaction.execute_batch(migration).map_err(failed)?;
        }
    }
    for (name, value) in [("application_id", APPLICATION_ID), ("user_version", NEWEST)] {
        let updated = transaction.pragma_update(None, name, value);
        updated.map_err(failed)?;
    }
    transaction.commit().map_err(failed)?;
    Ok(Migration { from, to: NEWEST })
}

/// Says what SQLite said, and whether the file is one of its own at all.
pub(crate) fn database(path: &Path, source: rusqlite::Error) -> OpenError {
    match source.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => OpenError::Foreign(path.to_owned()),
        _ => OpenError::Database {
            path: path.to_owned(),
            source,
        },
    }
}
