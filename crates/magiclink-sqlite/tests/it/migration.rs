//! A file of an earlier version is brought up to date, with what is in it.

use magiclink::{
    contract::Threads,
    link::{Link, Opening},
    store::{LinkStore as _, LoginStore as _, PersonStore as _, SessionStore as _},
    token::TokenId,
};
use magiclink_sqlite::{OpenError, SqliteStore};
use rusqlite::Connection;

use crate::{
    folder::Folder,
    sample::{NOW, account, later, request, session},
};

/// The version that this crate brings a file to.
const NEWEST: i32 = 7;

/// The tables as version 1 made them, with an account, a session and two login requests.
fn version_1(folder: &Folder) {
    let connection = Connection::open(folder.database()).expect("SQLite makes the file");
    let sql = include_str!("../../migrations/1-stores.sql");
    connection.execute_batch(sql).expect("version 1");
    let (begun, owner, seconds) = (session(1), account(), NOW.unix_micros());
    connection
        .execute(
            "INSERT INTO people (email, email_key, marker, created, last_login)
             VALUES ('a@b.de', 'a@b.de', '!x', ?1, ?1)",
            [seconds],
        )
        .expect("an account");
    let row = rusqlite::params![
        begun.id.as_bytes(),
        owner.as_bytes(),
        seconds,
        seconds,
        later().unix_micros()
    ];
    connection
        .execute(
            "INSERT INTO sessions VALUES (?1, ?2, ?3, ?4, ?5, NULL, '')",
            row,
        )
        .expect("a session");
    for number in [2, 1] {
        let request = request(number);
        let row = rusqlite::params![
            request.id.to_bytes(),
            request.browser.as_bytes(),
            owner.as_bytes(),
            request.code.as_bytes(),
            request.code_expires.unix_micros(),
            request.code_tries,
            seconds,
            request.expires.unix_micros(),
        ];
        connection
            .execute(
                "INSERT INTO logins VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, ?7, NULL, '', ?8, NULL)",
                row,
            )
            .expect("a login request");
    }
    connection
        .execute_batch("PRAGMA application_id = 0x4d674c6b; PRAGMA user_version = 1")
        .expect("the header");
    folder.keep_to_owner();
}

fn version(folder: &Folder) -> i32 {
    let connection = Connection::open(folder.database()).expect("the file is there");
    let read = connection.query_row("PRAGMA user_version", [], |row| row.get(0));
    read.expect("a version")
}

fn link() -> Link {
    Link {
        id: TokenId::from_bytes([7; 8]),
        account: account(),
        state: session(9).id,
        scope: "booking:7".to_owned(),
        label: String::new(),
        created: NOW,
        expires: later(),
        max_uses: Some(1),
        uses: 0,
        last_opened: None,
        passphrase: None,
        revoked: None,
    }
}

#[test]
fn a_file_of_version_1_gets_the_links_and_keeps_what_it_has() {
    let (folder, threads) = (Folder::new(), Threads::default());
    version_1(&folder);
    assert_eq!(version(&folder), 1);
    for round in 0..2 {
        let store = SqliteStore::open(folder.database()).unwrap();
        threads.block_on(async {
            let person = store.find_person_by_email("a@b.de").await.unwrap();
            let person = person.expect("the account is kept");
            assert_eq!((person.id, person.last_login), (1, Some(NOW)));
            assert_eq!(person.is_admin, round > 0, "nobody is an admin yet");
            assert!(store.set_person_admin(1, true).await.unwrap());
            let found = store.find_session(&session(1).id, NOW).await.unwrap();
            assert_eq!(found, Some(session(1)), "round {round}");
            for number in [1, 2] {
                let asked = request(number);
                let found = store.find_login(asked.id).await.unwrap();
                assert_eq!(found, Some(asked), "round {round}");
            }
            let is_new = store.create_link(&link()).await.unwrap();
            assert_eq!(is_new, round == 0, "round {round}");
            let opening = Opening {
                id: session(round).id,
                link: link().id,
                opened: NOW,
                expires: later(),
            };
            let is_open = store.open_link(&opening).await.unwrap();
            assert_eq!(is_open, round == 0, "round {round}");
        });
    }
    assert_eq!(version(&folder), NEWEST);
}

#[test]
fn many_may_bring_one_file_up_to_date_at_the_same_moment() {
    let (folder, threads) = (Folder::new(), Threads::default());
    version_1(&folder);
    let stores = threads.call(16, async |_| SqliteStore::open(folder.database()).unwrap());
    for store in stores {
        threads.block_on(store.health()).unwrap();
    }
    assert_eq!(version(&folder), NEWEST);
}

#[test]
fn a_migration_tells_what_there_was_to_do() {
    let folder = Folder::new();
    version_1(&folder);
    let migrate = || SqliteStore::migrate(folder.database()).unwrap();
    assert_eq!((migrate().from, migrate().from), (1, NEWEST));
    let empty = Folder::new();
    let migration = SqliteStore::migrate(empty.database()).unwrap();
    assert_eq!((migration.from, migration.to), (0, NEWEST));
}

#[test]
fn a_file_of_an_earlier_version_or_none_is_left_alone_if_it_is_opened_as_it_is() {
    let folder = Folder::new();
    SqliteStore::open_as_it_is(folder.database()).expect_err("there is no file");
    assert!(!folder.database().exists(), "and none is made");
    version_1(&folder);
    let error = SqliteStore::open_as_it_is(folder.database()).expect_err("it is old");
    assert!(
        matches!(
            error,
            OpenError::Older {
                found: 1,
                known: NEWEST,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(version(&folder), 1);
    SqliteStore::migrate(folder.database()).unwrap();
    SqliteStore::open_as_it_is(folder.database()).unwrap();
}
