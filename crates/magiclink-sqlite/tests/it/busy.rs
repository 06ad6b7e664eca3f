//! A store that is read so often that it holds the lock of readers, which must not be noticed.

use std::{
    fs::{self, File},
    io::Read as _,
    thread,
    time::{Duration, Instant},
};

use magiclink::contract::Threads;
use magiclink_sqlite::SqliteStore;
use rusqlite::Connection;

use crate::folder::Folder;

/// More than it takes until the lock is held.
const READS: usize = 5_000;

fn count(store: &SqliteStore) -> i64 {
    let sql = "SELECT count(*) FROM app_rows";
    let count = store.read(|connection| {
        let mut count = connection.prepare_cached(sql)?;
        count.query_row([], |row| row.get(0))
    });
    count.expect("the store answers")
}

async fn add_row(store: &SqliteStore) {
    add_text(store, 20_000).await;
}

async fn add_text(store: &SqliteStore, length: usize) {
    let sql = "INSERT INTO app_rows (text) VALUES (?1)";
    let add = store.write(move |connection| {
        let mut add = connection.prepare_cached(sql)?;
        add.execute(["x".repeat(length)])
    });
    add.await.expect("the store answers");
}

/// Opens a store and reads it until it holds the lock. The lock is taken by the thread that writes, which
/// has done so once it has answered what it was asked later.
async fn busy_store(folder: &Folder) -> SqliteStore {
    let store = SqliteStore::open(folder.database()).expect("the folder is writable");
    let table = store.write(|connection| {
        let sql = "CREATE TABLE IF NOT EXISTS app_rows (id INTEGER PRIMARY KEY, text TEXT)";
        connection.execute_batch(sql)
    });
    table.await.expect("the store answers");
    for _ in 0..READS {
        count(&store);
    }
    add_row(&store).await;
    store
}

#[test]
fn what_one_store_writes_the_other_reads_at_once() {
    let (folder, threads) = (Folder::new(), Threads::default());
    threads.block_on(async {
        let stores = [busy_store(&folder).await, busy_store(&folder).await];
        for round in 0..200 {
            let before = count(&stores[round % 2]);
            add_row(&stores[(round + 1) % 2]).await;
            assert_eq!(count(&stores[round % 2]), before + 1, "round {round}");
        }
    });
}

#[test]
fn the_log_of_changes_begins_anew_while_somebody_writes_and_reads_all_the_time() {
    let (folder, threads) = (Folder::new(), Threads::default());
    threads.block_on(async {
        let store = busy_store(&folder).await;
        for _ in 0..200 {
            add_text(&store, 1_000_000).await;
            for _ in 0..10 {
                count(&store);
            }
        }
        let log = folder.database().with_extension("db-wal");
        let length = fs::metadata(&log).expect("the log is there").len();
        // Of 200 MB that were written; it is to begin anew at 66 MB.
        assert!(length < 70_000_000, "{length}");
    });
}

#[test]
fn the_log_of_changes_begins_anew_early_while_little_is_written_at_a_time() {
    let (folder, threads) = (Folder::new(), Threads::default());
    threads.block_on(async {
        let store = busy_store(&folder).await;
        let first = times_begun(&folder);
        // Ten thousand pages: there is no other reason yet to begin anew.
        for _ in 0..2400 {
            add_text(&store, 10_000).await;
            if times_begun(&folder) > first {
                return;
            }
        }
        panic!("it grows on");
    });
}

/// How many times the log has begun anew: <https://sqlite.org/fileformat2.html#the_write_ahead_log>.
fn times_begun(folder: &Folder) -> u32 {
    let mut header = [0; 16];
    let log = File::open(folder.database().with_extension("db-wal"));
    let read = log.and_then(|mut log| log.read_exact(&mut header));
    read.expect("the log has a header");
    u32::from_be_bytes([header[12], header[13], header[14], header[15]])
}

#[test]
fn what_was_written_is_in_the_database_soon() {
    let (folder, threads) = (Folder::new(), Threads::default());
    threads.block_on(async {
        let store = busy_store(&folder).await;
        for _ in 0..20 {
            add_text(&store, 1_000_000).await;
        }
        let is_there = || fs::metadata(folder.database()).unwrap().len() > 16_000_000;
        let last = Instant::now() + Duration::from_mins(1);
        while !is_there() {
            assert!(Instant::now() < last, "nothing writes it back");
            thread::yield_now();
        }
    });
}

#[test]
fn another_program_can_empty_the_log() {
    let (folder, threads) = (Folder::new(), Threads::default());
    let store = threads.block_on(busy_store(&folder));
    let other = Connection::open(folder.database()).unwrap();
    other.busy_timeout(Duration::from_secs(20)).unwrap();
    let is_busy = other.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        row.get::<_, i64>(0)
    });
    assert_eq!(is_busy, Ok(0), "it waits a moment, and no longer");
    assert_eq!(count(&store), 1);
}
