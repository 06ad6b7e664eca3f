//! Databases that are not touched.

use magiclink_postgres::{ConnectError, PostgresStore};
use temporary_postgres::Database;

use crate::server::{connect, database, settings, threads};

/// What is in the database: every relation, with its columns.
fn content(database: &Database<'_>) -> String {
    database.execute(
        "SELECT nspname, relname, relkind, attname FROM pg_class
         JOIN pg_namespace ON pg_namespace.oid = relnamespace
         LEFT JOIN pg_attribute ON attrelid = pg_class.oid
         WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
         ORDER BY nspname, relname, attname",
    )
}

/// Opens a database that is to be refused, and sees that it stays as it is.
fn refuse(database: &Database<'_>) -> ConnectError {
    let before = content(database);
    let connected = threads().block_on(PostgresStore::connect(&settings(&database.url())));
    let error = connected.expect_err("the database is refused");
    assert_eq!(content(database), before, "the database is not touched");
    error
}

#[test]
fn the_database_of_another_program_is_refused() {
    let foreign = [
        "CREATE TABLE sessions (id bytea)",
        "CREATE VIEW people AS SELECT 1 AS id",
        "CREATE SEQUENCE numbers",
        "CREATE TABLE magiclink (link text)",
        "CREATE TABLE magiclink (version text); INSERT INTO magiclink VALUES ('1')",
        "CREATE TABLE magiclink (version integer)",
        "CREATE TABLE magiclink (version integer); INSERT INTO magiclink VALUES (-7)",
    ];
    for sql in foreign {
        let database = database();
        database.execute(sql);
        let error = refuse(&database);
        assert!(
            matches!(error, ConnectError::Foreign { .. }),
            "{sql}: {error:?}"
        );
        assert!(error.to_string().contains(database.name()), "{error}");
    }
}

#[test]
fn a_database_of_a_newer_version_is_refused() {
    let database = database();
    drop(connect(&database.url(), 1));
    database.execute("UPDATE magiclink SET version = 1000");
    let error = refuse(&database);
    let text = error.to_string();
    assert!(
        matches!(error, ConnectError::Newer { found: 1000, .. }),
        "{text}"
    );
    assert!(text.ends_with("upgrade"), "{text}");
}

#[test]
fn a_schema_of_its_own_in_the_database_of_another_program_is_taken() {
    let database = database();
    database.execute("CREATE TABLE users (id integer); CREATE SCHEMA magiclink");
    let url = format!("{}?options=-c%20search_path%3Dmagiclink", database.url());
    let store = connect(&url, 2);
    threads().block_on(store.health()).unwrap();
    let sql =
        "SELECT to_regclass('people') IS NULL AND to_regclass('magiclink.people') IS NOT NULL";
    assert_eq!(database.execute(sql), "t\n");
}

#[test]
fn what_an_extension_brings_is_not_another_programs() {
    let database = database();
    // A view in the schema, as hosts of databases put it into each.
    database.execute(
        "CREATE VIEW statistics AS SELECT 1 AS one;
         ALTER EXTENSION plpgsql ADD VIEW statistics",
    );
    connect(&database.url(), 1);
}

#[test]
fn a_database_without_a_schema_is_refused() {
    let database = database();
    database.execute("DROP SCHEMA public");
    let error = refuse(&database);
    assert!(matches!(error, ConnectError::NoSchema { .. }), "{error:?}");
}

#[test]
fn a_database_that_cannot_hold_every_text_is_refused() {
    let other = database();
    other.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
    let url = other.url().replace(other.name(), "latin");
    let connected = threads().block_on(PostgresStore::connect(&settings(&url)));
    let error = connected.expect_err("the database is refused");
    assert!(matches!(error, ConnectError::Encoding { .. }), "{error:?}");
}

#[test]
fn whoever_may_not_come_in_is_told_so_without_the_password() {
    let database = database();
    let url = database.url().replace("canary-of-postgres", "wrong-canary");
    let connected = threads().block_on(PostgresStore::connect(&settings(&url)));
    let error = connected.expect_err("the password is wrong");
    assert!(matches!(error, ConnectError::Unreachable(_)), "{error:?}");
    let text = format!("{error:?} {error} {:?}", settings(&url));
    assert!(!text.contains("canary"), "{text}");
}
