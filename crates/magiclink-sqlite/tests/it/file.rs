//! The file of the database.

use magiclink::{contract::Threads, store::SessionStore as _};
use magiclink_sqlite::SqliteStore;

use crate::{
    folder::Folder,
    sample::{NOW, session},
};

#[test]
fn what_was_kept_is_there_when_the_database_is_opened_again() {
    let (folder, threads) = (Folder::new(), Threads::default());
    for round in 0..3 {
        let store = SqliteStore::open(folder.database()).unwrap();
        threads.block_on(async {
            store.create_session(&session(round), None).await.unwrap();
            for number in 0..=round {
                let found = store.find_session(&session(number).id, NOW).await;
                assert_eq!(found.unwrap(), Some(session(number)), "round {round}");
            }
        });
    }
    let files = std::fs::read_dir(&folder.0).unwrap();
    assert_eq!(files.count(), 1, "a closed database is one file");
}

#[test]
fn a_temporary_database_is_deleted_with_its_store() {
    let store = SqliteStore::temporary().unwrap();
    Threads::default().block_on(store.health()).unwrap();
    let path = store.path().to_owned();
    assert!(path.exists());
    drop(store);
    assert!(!path.exists() && !path.parent().unwrap().exists());
}

#[test]
fn two_stores_in_one_process_do_not_mix() {
    let (first, second) = (
        SqliteStore::temporary().unwrap(),
        SqliteStore::temporary().unwrap(),
    );
    Threads::default().block_on(async {
        first.create_session(&session(1), None).await.unwrap();
        assert!(
            first
                .find_session(&session(1).id, NOW)
                .await
                .unwrap()
                .is_some()
        );
        assert_eq!(
            second.find_session(&session(1).id, NOW).await.unwrap(),
            None
        );
    });
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_files() {
    use std::{fs, os::unix::fs::PermissionsExt as _};

    let folder = Folder::new();
    let store = SqliteStore::open(folder.database()).unwrap();
    let created = Threads::default().block_on(store.create_session(&session(1), None));
    created.unwrap();
    for suffix in ["", "-wal", "-shm"] {
        let path = format!("{}{suffix}", folder.database().display());
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{path}");
    }
}

#[cfg(unix)]
#[test]
fn files_that_everyone_can_read_or_change_are_refused() {
    use std::{fs, os::unix::fs::PermissionsExt as _};

    let folder = Folder::new();
    let open = || SqliteStore::open(folder.database());
    let _open = open().unwrap();
    for suffix in ["", "-wal", "-shm"] {
        let path = format!("{}{suffix}", folder.database().display());
        let allow = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        for mode in [0o604, 0o602, 0o666] {
            allow(mode);
            let error = open().unwrap_err().to_string();
            assert!(error.contains(&format!("`chmod 600 {path}`")), "{error}");
        }
        for mode in [0o600, 0o640] {
            allow(mode);
            open().unwrap();
        }
    }
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let folder = Folder::new();
    let error = SqliteStore::open(folder.0.join("none/magiclink.db")).unwrap_err();
    assert!(error.to_string().ends_with("could not be made"), "{error}");
}
