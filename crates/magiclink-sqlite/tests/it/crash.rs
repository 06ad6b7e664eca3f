//! What was answered is there after a crash.

use std::{
    env,
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
};

use magiclink::{contract::Threads, store::SessionStore as _};
use magiclink_sqlite::SqliteStore;

use crate::sample::{Folder, NOW, session};

const DATABASE: &str = "MAGICLINK_CRASH_DATABASE";

#[test]
fn a_write_that_was_answered_survives_a_kill() {
    let (folder, threads) = (Folder::new(), Threads::default());
    for round in 0..5 {
        let mut child = Command::new(env::current_exe().unwrap())
            .args([
                "crash::write_until_killed",
                "--exact",
                "--ignored",
                "--nocapture",
            ])
            .env(DATABASE, folder.database())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut numbers = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok)
            .filter_map(|line| line.strip_prefix("kept ")?.parse().ok());
        let mut answered: Vec<usize> = numbers.by_ref().take(100 + 50 * round).collect();
        child.kill().unwrap();
        child.wait().unwrap();
        answered.extend(numbers);

        let store = SqliteStore::open(folder.database()).unwrap();
        for number in answered {
            let found = threads.block_on(store.find_session(&session(number).id, NOW));
            assert!(found.unwrap().is_some(), "round {round}: session {number}");
        }
        let ended = threads.block_on(store.end_sessions_of(&session(0).account, None));
        ended.unwrap();
    }
}

#[test]
#[ignore = "the process that is killed by the test above"]
fn write_until_killed() {
    let store = SqliteStore::open(env::var(DATABASE).unwrap()).unwrap();
    Threads::default().call(8, async |caller| {
        for number in 0..1_000_000 {
            let kept = session(number * 8 + caller);
            store.create_session(&kept, None).await.unwrap();
            println!("kept {}", number * 8 + caller);
        }
    });
}
