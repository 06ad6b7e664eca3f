//! Looking at a database, which stays as it is.

use std::{fs, path::Path};

use magiclink::{contract::Threads, store::FingerprintStore as _};
use magiclink_sqlite::{Inspection, OpenError, SqliteStore};
use rusqlite::Connection;

use crate::folder::Folder;

/// Looks at a database that is there, and sees that its bytes and the files beside it stay as they are.
fn inspect(folder: &Folder) -> Inspection {
    let path = folder.database();
    let read = || (fs::read(&path).expect("the file is there"), files(&path));
    let before = read();
    let inspection = SqliteStore::inspect(&path).expect("the database can be read");
    assert_eq!(read(), before, "nothing has changed");
    inspection.expect("the file is there")
}

/// The names of the files in the folder.
fn files(database: &Path) -> Vec<std::ffi::OsString> {
    let folder = database.parent().expect("a file is in a folder");
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
    names.sort();
    names
}

#[test]
fn no_file_is_made() {
    let folder = Folder::new();
    let nothing = SqliteStore::inspect(folder.database()).expect("there is nothing to refuse");
    assert!(nothing.is_none());
    assert!(!folder.database().exists());
}

#[test]
fn a_database_says_its_version_and_what_is_kept_while_it_is_used_and_while_not() {
    let folder = Folder::new();
    let store = SqliteStore::open(folder.database()).expect("the database opens");
    let used = inspect(&folder);
    assert_eq!((used.tables, &*used.journal_mode), (used.known, "wal"));
    assert!(used.refusal.is_none() && used.fingerprint.is_none());

    let kept = "0123456789abcdef0123456789abcdef".parse().unwrap();
    let keeps = Threads::default().block_on(store.keep_fingerprint(&kept, None));
    assert!(keeps.expect("the store answers"));
    drop(store);
    let unused = inspect(&folder);
    assert_eq!(unused.fingerprint, Some(kept));
    assert!(unused.refusal.is_none());
}

#[test]
fn an_empty_file_has_no_tables_yet() {
    let folder = Folder::new();
    fs::write(folder.database(), "").expect("the file can be written");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let owner_only = fs::Permissions::from_mode(0o600);
        fs::set_permissions(folder.database(), owner_only).expect("the file is ours");
    }
    let inspection = inspect(&folder);
    assert_eq!((inspection.tables, inspection.refusal.is_none()), (0, true));
}

#[test]
fn a_database_that_somebody_else_writes_into_for_long_cannot_be_written() {
    let folder = Folder::new();
    drop(SqliteStore::open(folder.database()).expect("the database opens"));
    let other = Connection::open(folder.database()).expect("the file opens");
    other.execute_batch("BEGIN IMMEDIATE").expect("it is free");
    let inspection = SqliteStore::inspect(folder.database()).expect("it can be read");
    let refusal = inspection.expect("it is there").refusal;
    assert!(
        matches!(refusal, Some(OpenError::Database { .. })),
        "{refusal:?}"
    );
}

#[test]
fn what_cannot_be_opened_cannot_be_looked_at_either() {
    let folder = Folder::new();
    fs::write(folder.database(), "no database").expect("the file can be written");
    let error = SqliteStore::inspect(folder.database()).expect_err("it is refused");
    assert!(matches!(error, OpenError::Foreign(_)), "{error:?}");
}
