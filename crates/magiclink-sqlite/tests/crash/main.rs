//! What was answered is there after a crash. The test is a program of its own, without the usual harness:
//! it starts itself once more and kills that.

#[expect(dead_code, reason = "the tests that are not killed use the rest")]
#[path = "../it/folder.rs"]
mod folder;
#[expect(dead_code, reason = "the tests that are not killed use the rest")]
#[path = "../it/sample.rs"]
mod sample;

use std::{
    env,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use magiclink::{contract::Threads, store::SessionStore as _};
use magiclink_sqlite::SqliteStore;

use crate::{
    folder::Folder,
    sample::{NOW, session},
};

/// Names the database to the process that is killed.
const DATABASE: &str = "MAGICLINK_CRASH_DATABASE";
const NAME: &str = "a_write_that_was_answered_survives_a_kill";

fn main() {
    if let Some(database) = env::var_os(DATABASE) {
        write_until_killed(Path::new(&database));
    } else if env::args().any(|argument| argument == "--list") {
        println!("{NAME}: test");
    } else {
        println!("\nrunning 1 test");
        a_write_that_was_answered_survives_a_kill();
        println!("test {NAME} ... ok\n\ntest result: ok. 1 passed; 0 failed\n");
    }
}

fn a_write_that_was_answered_survives_a_kill() {
    let (folder, threads) = (Folder::new(), Threads::default());
    for round in 0..5 {
        let answered = kill_after(&folder.database(), 100 + 50 * round);
        let store = SqliteStore::open(folder.database()).expect("the database opens again");
        for number in answered {
            let found = threads.block_on(store.find_session(&session(number).id, NOW));
            let found = found.expect("the store answers");
            assert!(found.is_some(), "round {round}: session {number}");
        }
        let ended = threads.block_on(store.end_sessions_of(&session(0).account, None));
        ended.expect("the store answers");
    }
}

/// Kills a process that writes after so many answers; all that were answered.
fn kill_after(database: &Path, count: usize) -> Vec<usize> {
    let mut child = Command::new(env::current_exe().expect("a program has a path"))
        .env(DATABASE, database)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let output = child.stdout.take().expect("its output is piped");
    let mut numbers = BufReader::new(output)
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| line.strip_prefix("kept ")?.parse().ok());
    let mut answered: Vec<usize> = numbers.by_ref().take(count).collect();
    assert_eq!(
        answered.len(),
        count,
        "the process writes until it is killed"
    );
    child.kill().expect("the process can be killed");
    child.wait().expect("the process ends");
    // What it had said before it was killed.
    answered.extend(numbers);
    answered
}

fn write_until_killed(database: &Path) {
    let store = SqliteStore::open(database).expect("the database opens");
    Threads::default().call(8, async |caller| {
        for number in 0..1_000_000 {
            let kept = session(number * 8 + caller);
            let created = store.create_session(&kept, None).await;
            created.expect("the store answers");
            println!("kept {}", number * 8 + caller);
        }
    });
}
