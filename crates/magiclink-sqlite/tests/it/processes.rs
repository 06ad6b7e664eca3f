//! Several stores on one file, as of several processes.

use std::{sync::mpsc::channel, thread};

use magiclink::{
    bearer::Digest,
    contract::Threads,
    limit::MAILS_OF_CLIENT,
    store::{Demand, Limits as _, LoginStore as _, Outbox as _, SessionStore as _},
};
use magiclink_sqlite::SqliteStore;
use rusqlite::Connection;

use crate::{
    folder::Folder,
    sample::{NOW, account, later, mail, request, session},
};

#[test]
fn many_may_make_one_database_at_the_same_moment() {
    for _ in 0..4 {
        let (folder, threads) = (Folder::new(), Threads::default());
        let stores = threads.call(16, async |_| SqliteStore::open(folder.database()).unwrap());
        for store in stores {
            threads.block_on(store.health()).unwrap();
        }
    }
}

#[test]
fn one_of_two_processes_redeems_a_request() {
    let (folder, threads) = (Folder::new(), Threads::default());
    let open = || SqliteStore::open(folder.database()).unwrap();
    let stores = [open(), open()];
    for round in 0..50 {
        let created = threads.block_on(stores[0].create_login(&request(round), None));
        created.unwrap();
        let answers = threads.call(16, async |caller| {
            let begun = session(round * 16 + caller);
            let store = &stores[caller % 2];
            store
                .redeem_login(request(round).id, &begun, None, NOW)
                .await
                .unwrap()
        });
        let count = answers.iter().filter(|answer| **answer).count();
        assert_eq!(count, 1, "round {round}: one redeems it");
        let sessions = threads.block_on(stores[1].sessions_of(&account(), NOW));
        assert_eq!(sessions.unwrap().len(), round + 1, "one session begins");
    }
}

#[test]
fn two_processes_share_limits_and_mails() {
    let (folder, threads) = (Folder::new(), Threads::default());
    let open = || SqliteStore::open(folder.database()).unwrap();
    let stores = [open(), open()];
    let answers = threads.call(100, async |caller| {
        let demand = Demand {
            key: Digest::of(&[b"client"]),
            policy: &MAILS_OF_CLIENT,
        };
        let counted = stores[caller % 2].count(&[demand], NOW).await;
        counted.unwrap().is_ok()
    });
    let count = answers.iter().filter(|answer| **answer).count();
    assert_eq!(count, 5, "as many as the policy allows");

    threads.block_on(async {
        for number in 0..100 {
            let (request, mail) = (request(number), mail("text"));
            let created = stores[0].create_login(&request, Some(&mail)).await;
            created.unwrap();
        }
    });
    let leased = threads.call(4, async |worker| {
        let mut count = 0;
        loop {
            let leased = stores[worker % 2].lease_mails(3, NOW, later()).await;
            match leased.unwrap().len() {
                0 => return count,
                more => count += more,
            }
        }
    });
    assert_eq!(leased.iter().sum::<usize>(), 100, "each mail once");
}

#[test]
fn a_write_waits_for_another_process_and_reads_do_not() {
    let (folder, threads) = (Folder::new(), Threads::default());
    let store = SqliteStore::open(folder.database()).unwrap();
    let backup = Connection::open(folder.database()).unwrap();
    backup.execute_batch("BEGIN IMMEDIATE").unwrap();

    let (ended, has_ended) = channel();
    thread::scope(|scope| {
        scope.spawn(|| {
            let created = threads.block_on(store.create_session(&session(1), None));
            ended.send(created).unwrap();
        });
        let found = threads.block_on(store.find_session(&session(1).id, NOW));
        assert_eq!(found.unwrap(), None, "a read is answered");
        assert!(has_ended.try_recv().is_err(), "the write waits");
        backup.execute_batch("COMMIT").unwrap();
        has_ended.recv().unwrap().expect("the write is done");
    });
    let found = threads.block_on(store.find_session(&session(1).id, NOW));
    assert_eq!(found.unwrap(), Some(session(1)));
}
