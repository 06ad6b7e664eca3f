//! The tables: whose database it is, and bringing it up to date.
//!
//! The version is read, checked, raised and acted on in one transaction under a lock, so that several
//! servers may start on one database at the same moment and a start that is cut off leaves either all
//! of it or nothing.

use deadpool_postgres::{GenericClient, Transaction};
use tokio_postgres::{Row, error::SqlState};

use crate::{
    error::{ConnectError, Failure},
    settings::PostgresSettings,
    store::PostgresStore,
};

/// Each brings the tables from one version to the next. Released ones are never changed.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/1-stores.sql"),
    include_str!("../migrations/2-links.sql"),
    include_str!("../migrations/3-admin.sql"),
    include_str!("../migrations/4-settings.sql"),
    include_str!("../migrations/5-audit.sql"),
];
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "there are few"
)]
pub(crate) const NEWEST: i32 = MIGRATIONS.len() as i32;

/// The version from which on the fingerprint of the settings of tokens is kept.
pub(crate) const FINGERPRINTS: i32 = 4;

/// What an extension has put there belongs to nobody.
const WHOSE: &str = "
    SELECT current_schema(), current_setting('server_encoding'),
        to_regclass(quote_ident(current_schema()) || '.magiclink') IS NOT NULL,
        EXISTS (
            SELECT FROM pg_class
            WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
                AND NOT EXISTS (
                    SELECT FROM pg_depend
                    WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e'
                )
        )";
const VERSION: &str = "SELECT version FROM magiclink";
/// Changes nothing, but is refused where nothing can be changed.
pub(crate) const LOCK_VERSION: &str = "SELECT version FROM magiclink FOR KEY SHARE";
/// A constant of this crate: `MgLk`. A migration may take its time, and so may waiting for one.
const LOCK: &str = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '10min';
    SET LOCAL idle_in_transaction_session_timeout = 0;
    SELECT pg_advisory_xact_lock(1298615403)";
const CREATE_VERSION: &str = "
    CREATE TABLE magiclink (
        version integer NOT NULL,
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only)
    );
    COMMENT ON TABLE magiclink IS 'The version of the tables of magiclink in this schema.';
    INSERT INTO magiclink (version) VALUES (0)";
const RAISE: &str = "UPDATE magiclink SET version = $1";

/// From which version to which the tables of a database were brought.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Migration {
    /// The version before; 0 if there were no tables.
    pub from: i32,
    /// The version now. The same as before if there was nothing to do.
    pub to: i32,
}

/// Checks whose tables these are, and brings them up to date if the settings say so.
pub(crate) async fn prepare(
    store: &PostgresStore,
    settings: &PostgresSettings,
) -> Result<Migration, ConnectError> {
    let mut client = store.client().await.map_err(ConnectError::unreachable)?;
    let database = settings.database();
    let from = version(&client, &database).await?;
    if from == NEWEST {
        return Ok(Migration { from, to: NEWEST });
    }
    if !settings.migrates {
        return Err(ConnectError::Older {
            database,
            found: from,
            known: NEWEST,
        });
    }
    let failed = |error: tokio_postgres::Error| ConnectError::database(error.into());
    let transaction = client.transaction().await.map_err(failed)?;
    let from = migrate(&transaction, &database).await?;
    transaction.commit().await.map_err(failed)?;
    Ok(Migration { from, to: NEWEST })
}

async fn migrate(transaction: &Transaction<'_>, database: &str) -> Result<i32, ConnectError> {
    let failed = |error: tokio_postgres::Error| ConnectError::database(error.into());
    transaction.batch_execute(LOCK).await.map_err(failed)?;
    // Again, now that no other server can be at it.
    let from = version(transaction, database).await?;
    if from == 0 {
        let created = transaction.batch_execute(CREATE_VERSION).await;
        created.map_err(failed)?;
    }
    for (number, migration) in (0..).zip(MIGRATIONS) {
        if number >= from {
            let migrated = transaction.batch_execute(migration).await;
            migrated.map_err(failed)?;
        }
    }
    let raised = transaction.execute(RAISE, &[&NEWEST]).await;
    raised.map_err(failed)?;
    Ok(from)
}

/// The version of the tables; 0 if there are none yet.
pub(crate) async fn version(
    client: &impl GenericClient,
    database: &str,
) -> Result<i32, ConnectError> {
    let failed = |error: tokio_postgres::Error| ConnectError::database(error.into());
    let row = client.query_one(WHOSE, &[]).await.map_err(failed)?;
    let found = Found::read(&row).map_err(ConnectError::database)?;
    let database = database.to_owned();
    if found.encoding != "UTF8" {
        return Err(ConnectError::Encoding {
            database,
            encoding: found.encoding,
        });
    }
    let Some(schema) = found.schema else {
        return Err(ConnectError::NoSchema { database });
    };
    match (found.is_ours, found.has_tables) {
        (false, false) => return Ok(0),
        (false, true) => return Err(ConnectError::Foreign { database, schema }),
        (true, _) => (),
    }
    let row = client.query_opt(VERSION, &[]).await;
    let version = row.and_then(|row| row.map(|row| row.try_get(0)).transpose());
    match version {
        Ok(Some(version @ 1..=NEWEST)) => Ok(version),
        Ok(Some(found @ 1..)) => Err(ConnectError::Newer {
            database,
            found,
            known: NEWEST,
        }),
        // A table of the same name that is not ours has other columns, or another content.
        Ok(_) => Err(ConnectError::Foreign { database, schema }),
        Err(error) if is_of_another(&error) => Err(ConnectError::Foreign { database, schema }),
        Err(error) => Err(failed(error)),
    }
}

fn is_of_another(error: &tokio_postgres::Error) -> bool {
    match error.code() {
        Some(code) => *code == SqlState::UNDEFINED_COLUMN,
        None => !error.is_closed(),
    }
}

/// What was found in a database.
struct Found {
    schema: Option<String>,
    encoding: String,
    is_ours: bool,
    has_tables: bool,
}

impl Found {
    fn read(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            schema: row.try_get(0)?,
            encoding: row.try_get(1)?,
            is_ours: row.try_get::<_, Option<bool>>(2)?.unwrap_or_default(),
            has_tables: row.try_get(3)?,
        })
    }
}
