//! Databases that are not touched.

use std::{fs, path::Path};

use magiclink_sqlite::{OpenError, SqliteStore};
use rusqlite::Connection;

use crate::folder::Folder;

/// Opens a file that is to be refused, and sees that it stays as it is.
fn refuse(path: &Path) -> OpenError {
    let read = || fs::read(path).expect("the file is there");
    let before = read();
    let error = SqliteStore::open(path).expect_err("the file is refused");
    assert_eq!(read(), before, "the file is not touched");
    error
}

fn prepare(path: &Path, sql: &str) {
    let prepared = Connection::open(path).and_then(|connection| connection.execute_batch(sql));
    prepared.expect("SQLite makes the file");
}

#[test]
fn the_database_of_another_program_is_refused() {
    let foreign = [
        "CREATE TABLE sessions (id BLOB)",
        "PRAGMA journal_mode = wal; CREATE TABLE sessions (id BLOB)",
        "PRAGMA application_id = 7",
        "PRAGMA application_id = 7; PRAGMA user_version = 1; CREATE TABLE people (id)",
        "PRAGMA user_version = 1",
    ];
    for sql in foreign {
        let folder = Folder::new();
        prepare(&folder.database(), sql);
        let error = refuse(&folder.database());
        assert!(matches!(error, OpenError::Foreign(_)), "{sql}: {error:?}");
    }
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    for text in ["x", "a letter to someone\n".repeat(1000).as_str()] {
        let folder = Folder::new();
        fs::write(folder.database(), text).unwrap();
        let error = refuse(&folder.database());
        assert!(matches!(error, OpenError::Foreign(_)), "{error:?}");
    }
}

#[test]
fn a_database_of_a_newer_version_is_refused() {
    let folder = Folder::new();
    drop(SqliteStore::open(folder.database()).unwrap());
    prepare(&folder.database(), "PRAGMA user_version = 1000");
    let error = refuse(&folder.database());
    let text = error.to_string();
    assert!(
        matches!(error, OpenError::Newer { found: 1000, .. }),
        "{text}"
    );
    assert!(text.ends_with("upgrade"), "{text}");
}

#[test]
fn an_empty_file_becomes_a_database() {
    let folder = Folder::new();
    fs::write(folder.database(), "").unwrap();
    folder.keep_to_owner();
    SqliteStore::open(folder.database()).unwrap();
}
