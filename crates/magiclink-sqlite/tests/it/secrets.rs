//! What a stolen copy of the files does not hold.

use std::{fs, path::Path};

use magiclink::{
    contract::Threads,
    store::{LoginStore as _, Outbox as _, Undelivered},
};
use magiclink_sqlite::SqliteStore;
use rusqlite::Connection;

use crate::{
    folder::Folder,
    sample::{NOW, later, mail, request},
};

/// Queues mails with a link and ends them all.
async fn send_mails(store: &SqliteStore) {
    let link = "https://rentals.example/login/auth/?sesame=3.canary";
    for number in 0..20 {
        // Long enough for pages of its own, too.
        let text = format!("{link}{}", "x".repeat(number * 500));
        let (request, mail) = (request(number), mail(&text));
        let created = store.create_login(&request, Some(&mail)).await;
        created.expect("the store answers");
    }
    let leased = store.lease_mails(20, NOW, later()).await;
    for leased in leased.expect("the store answers") {
        let (id, why) = (leased.id, Undelivered::Expired);
        let ended = if id.0 % 2 == 0 {
            store.mail_sent(id, NOW).await
        } else {
            store.mail_given_up(id, why, "too late", NOW).await
        };
        ended.expect("the store answers");
    }
}

/// Whether a text stands in one of the files of a folder.
fn is_in_files(folder: &Path, text: &str) -> bool {
    let files = fs::read_dir(folder).expect("the folder is there");
    files.flatten().any(|file| {
        let bytes = fs::read(file.path()).expect("the file is there");
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    })
}

#[test]
fn the_text_of_a_mail_is_gone_from_a_closed_database() {
    let (folder, threads) = (Folder::new(), Threads::default());
    let store = SqliteStore::open(folder.database()).unwrap();
    threads.block_on(send_mails(&store));
    drop(store);
    for secret in ["canary", "jane.doe"] {
        assert!(!is_in_files(&folder.0, secret), "{secret} is overwritten");
    }
    let reason = is_in_files(&folder.0, "too late");
    assert!(reason, "what the server said is kept");
}

#[test]
fn the_text_of_a_mail_is_gone_from_all_files_once_it_is_to_be_forgotten() {
    let (folder, threads) = (Folder::new(), Threads::default());
    let store = SqliteStore::open(folder.database()).unwrap();
    threads.block_on(send_mails(&store));
    assert!(
        is_in_files(&folder.0, "canary"),
        "it is in the log until then"
    );
    assert!(threads.block_on(store.forget_texts()).unwrap());
    for secret in ["canary", "jane.doe"] {
        assert!(!is_in_files(&folder.0, secret), "{secret} is overwritten");
    }
    assert!(is_in_files(&folder.0, "too late"));
}

#[test]
fn texts_are_forgotten_also_while_much_that_was_written_goes_into_the_database() {
    let (folder, threads) = (Folder::new(), Threads::default());
    let store = SqliteStore::open(folder.database()).unwrap();
    threads.block_on(async {
        for round in 0..5 {
            // So much that it is written back at once, by another thread than the one that forgets.
            let write = store.write(|connection| {
                connection.execute_batch(
                    "CREATE TABLE IF NOT EXISTS app_rows (text TEXT);
                     INSERT INTO app_rows VALUES (hex(zeroblob(10000000)))",
                )
            });
            write.await.unwrap();
            assert!(store.forget_texts().await.unwrap(), "round {round}");
        }
    });
}

#[test]
fn whoever_reads_is_not_disturbed_and_nobody_waits() {
    let (folder, threads) = (Folder::new(), Threads::default());
    let store = SqliteStore::open(folder.database()).unwrap();
    threads.block_on(send_mails(&store));
    let backup = Connection::open(folder.database()).unwrap();
    backup.execute_batch("BEGIN").unwrap();
    let count = || -> i64 {
        let counted = backup.query_row("SELECT count(*) FROM mails", [], |row| row.get(0));
        counted.unwrap()
    };
    let before = count();
    threads.block_on(send_more(&store));
    assert!(!threads.block_on(store.forget_texts()).unwrap());
    assert_eq!(count(), before);
    backup.execute_batch("COMMIT").unwrap();
    assert!(threads.block_on(store.forget_texts()).unwrap());
}

async fn send_more(store: &SqliteStore) {
    let created = store.create_login(&request(99), Some(&mail("more"))).await;
    created.expect("the store answers");
}
