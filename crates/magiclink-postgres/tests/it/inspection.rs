//! Looking at a database, which stays as it is.

use magiclink::{clock::Clock, store::FingerprintStore as _};
use magiclink_postgres::{ConnectError, Inspection, PostgresStore, Transport};
use temporary_postgres::Database;

use crate::server::{connect, database, settings, threads};

fn inspect(database: &Database<'_>) -> Result<Inspection, ConnectError> {
    threads().block_on(PostgresStore::inspect(&settings(&database.url())))
}

#[test]
fn an_empty_database_stays_empty() {
    let database = database();
    let inspection = inspect(&database).expect("the server is there");
    assert_eq!((inspection.tables, &*inspection.schema), (0, "public"));
    assert!(inspection.refusal.is_none() && inspection.fingerprint.is_none());
    let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    assert_eq!(database.execute(tables), "0\n");
}

#[test]
fn a_database_says_what_it_is_and_what_is_kept() {
    let database = database();
    let store = connect(&database.url(), 1);
    let kept = "0123456789abcdef0123456789abcdef".parse().unwrap();
    let keeps = threads().block_on(store.keep_fingerprint(&kept, None));
    assert!(keeps.expect("the store answers"));
    let before = Clock::System.now();
    let inspection = inspect(&database).expect("the server is there");
    let after = Clock::System.now();
    assert_eq!(inspection.tables, inspection.known);
    assert_eq!(inspection.fingerprint, Some(kept));
    assert_eq!(inspection.transport, Transport::ThisMachine);
    assert_eq!(inspection.database, database.name());
    assert!(inspection.refusal.is_none(), "{:?}", inspection.refusal);
    assert!((before..=after).contains(&inspection.time));
    let version = database.execute("SHOW server_version");
    assert_eq!(inspection.server, version.trim());
    let durable = database.execute("SELECT current_setting('fsync')");
    assert_eq!(inspection.is_durable, durable == "on\n");
}

#[test]
fn a_database_that_is_for_reading_only_is_said_to_be() {
    let database = database();
    drop(connect(&database.url(), 1));
    let name = database.name();
    database.execute(&format!(
        "ALTER DATABASE \"{name}\" SET default_transaction_read_only = on"
    ));
    // A server for reading only is not even connected to; one that becomes it later refuses the lock.
    let refused = match inspect(&database) {
        Ok(inspection) => inspection.refusal.is_some(),
        Err(error) => matches!(error, ConnectError::Unreachable(_)),
    };
    assert!(refused);
}

#[test]
fn a_database_of_a_newer_version_cannot_be_looked_at() {
    let database = database();
    drop(connect(&database.url(), 1));
    database.execute("UPDATE magiclink SET version = 1000");
    let error = inspect(&database).expect_err("it is refused");
    assert!(matches!(error, ConnectError::Newer { .. }), "{error:?}");
}
