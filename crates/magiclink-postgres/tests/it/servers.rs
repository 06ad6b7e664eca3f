//! Two stores on one database, as of two servers.

use magiclink::{
    bearer::Digest,
    limit::MAILS_OF_CLIENT,
    link::{Link, Opening},
    store::{
        Demand, Limits as _, LinkStore as _, LoginStore as _, Outbox as _, PersonStore as _,
        SessionStore as _,
    },
    token::TokenId,
};
use magiclink_postgres::PostgresStore;

use crate::{
    sample::{NOW, account, later, mail, request, session},
    server::{connect, database, threads},
};

/// Two with one connection each, and two with eight: waiting for each other must not need a second one.
const CONNECTIONS: [usize; 2] = [1, 8];
const CALLERS: usize = 64;

fn servers(connections: usize) -> [PostgresStore; 2] {
    let url = database().url();
    [connect(&url, connections), connect(&url, connections)]
}

fn count_true(answers: &[bool]) -> usize {
    answers.iter().filter(|answer| **answer).count()
}

#[test]
fn one_of_two_servers_redeems_a_request() {
    for connections in CONNECTIONS {
        let (stores, threads) = (servers(connections), threads());
        for round in 0..20 {
            let created = threads.block_on(stores[0].create_login(&request(round), None));
            created.unwrap();
            let answers = threads.call(CALLERS, async |caller| {
                let begun = session(round * CALLERS + caller);
                let store = &stores[caller % 2];
                let redeemed = store.redeem_login(request(round).id, &begun, None, NOW);
                redeemed.await.unwrap()
            });
            assert_eq!(count_true(&answers), 1, "round {round}: one redeems it");
            let sessions = threads.block_on(stores[1].sessions_of(&account(), NOW));
            assert_eq!(sessions.unwrap().len(), round + 1, "one session begins");
        }
    }
}

#[test]
fn requests_of_one_account_are_redeemed_on_two_servers_without_a_dead_lock() {
    let database = database();
    let stores = [connect(&database.url(), 8), connect(&database.url(), 8)];
    let threads = threads();
    for round in 0..10 {
        let first = round * CALLERS;
        threads.block_on(async {
            for number in first..first + CALLERS {
                stores[0]
                    .create_login(&request(number), None)
                    .await
                    .unwrap();
            }
        });
        let answers = threads.call(CALLERS, async |caller| {
            let (number, store) = (first + caller, &stores[caller % 2]);
            if caller % 8 == 0 {
                let ended = store.end_sessions_of(&account(), None).await;
                ended.unwrap();
                return false;
            }
            let (id, begun) = (request(number).id, session(number));
            let redeemed = store.redeem_login(id, &begun, None, NOW);
            redeemed.await.unwrap()
        });
        assert_eq!(
            count_true(&answers),
            1,
            "round {round}: one spends the others"
        );
    }
    let name = database.name();
    let sql = format!("SELECT deadlocks FROM pg_stat_database WHERE datname = '{name}'");
    assert_eq!(database.execute(&sql), "0\n");
}

#[test]
fn two_servers_share_the_tries_of_a_code_and_the_limits() {
    for connections in CONNECTIONS {
        let (stores, threads) = (servers(connections), threads());
        let created = threads.block_on(stores[0].create_login(&request(1), None));
        created.unwrap();
        let answers = threads.call(CALLERS, async |caller| {
            let taken = stores[caller % 2].take_code_try(request(1).id, NOW).await;
            taken.unwrap()
        });
        assert_eq!(count_true(&answers), 5, "as many as the code has tries");

        let (first, second) = (Digest::of(&[b"client"]), Digest::of(&[b"address"]));
        let answers = threads.call(CALLERS, async |caller| {
            // Both ways round: whoever locks as asked waits for ever.
            let keys = [[first, second], [second, first]][caller / 2 % 2];
            let demands = keys.map(|key| Demand {
                key,
                policy: &MAILS_OF_CLIENT,
            });
            let counted = stores[caller % 2].count(&demands, NOW).await;
            counted.unwrap().is_ok()
        });
        assert_eq!(count_true(&answers), 5, "as many as the policy allows");
    }
}

#[test]
fn two_servers_lease_each_mail_once() {
    for connections in CONNECTIONS {
        let (stores, threads) = (servers(connections), threads());
        threads.block_on(async {
            for number in 0..100 {
                let (request, mail) = (request(number), mail("text"));
                let created = stores[0].create_login(&request, Some(&mail)).await;
                created.unwrap();
            }
        });
        let leased = threads.call(8, async |caller| {
            let mut count = 0;
            loop {
                let leased = stores[caller % 2].lease_mails(3, NOW, later()).await;
                match leased.unwrap().len() {
                    0 => return count,
                    more => count += more,
                }
            }
        });
        assert_eq!(leased.iter().sum::<usize>(), 100, "each mail once");
    }
}

#[test]
fn a_link_that_is_revoked_on_one_server_is_closed_on_the_other() {
    let (stores, threads) = (servers(4), threads());
    let link = Link {
        id: TokenId::from_bytes([7; 8]),
        account: account(),
        state: Digest::of(&[b"state"]),
        scope: "booking:7".to_owned(),
        label: String::new(),
        created: NOW,
        expires: later(),
        max_uses: Some(20),
        uses: 0,
        last_opened: None,
        passphrase: None,
        revoked: None,
    };
    let opening = |number| Opening {
        id: session(number).id,
        link: link.id,
        opened: NOW,
        expires: later(),
    };
    assert!(threads.block_on(stores[0].create_link(&link)).unwrap());
    let answers = threads.call(CALLERS, async |caller| {
        let opened = stores[caller % 2].open_link(&opening(caller)).await;
        opened.unwrap()
    });
    assert_eq!(count_true(&answers), 20, "as many as the link allows");
    let first = answers.iter().position(|answer| *answer).unwrap();
    let first = session(first).id;
    let find = || stores[1].find_opening(&first, NOW);
    assert!(threads.block_on(find()).unwrap().is_some());
    let revoked = threads.block_on(stores[0].revoke_link(link.id, None, NOW));
    assert!(revoked.unwrap());
    assert_eq!(threads.block_on(find()).unwrap(), None);
}

#[test]
fn what_changes_many_rows_at_once_waits_for_each_other_in_one_order() {
    let database = database();
    let stores = [connect(&database.url(), 8), connect(&database.url(), 8)];
    let threads = threads();
    threads.call(CALLERS, async |caller| {
        let store = &stores[caller % 2];
        for number in 0..20 {
            let number = caller * 20 + number;
            let begun = session(number);
            store.create_login(&request(number), None).await.unwrap();
            store.create_session(&begun, None).await.unwrap();
            match caller % 8 {
                0 => drop(store.end_sessions_of(&account(), None).await.unwrap()),
                1 => store.cancel_logins_of(&account(), NOW).await.unwrap(),
                2 => drop(store.delete_sessions(later().next()).await.unwrap()),
                3 => drop(store.delete_logins(later().next()).await.unwrap()),
                4 => drop(store.log_person_out(7, NOW).await.unwrap()),
                5 => drop(store.delete_person(7).await.unwrap()),
                6 => drop(store.revoke_links_of(&account(), NOW).await.unwrap()),
                _ => {
                    let id = request(number).id;
                    let begun = session(1_000_000 + number);
                    let previous = session(number).id;
                    let redeemed = store.redeem_login(id, &begun, Some(&previous), NOW);
                    redeemed.await.unwrap();
                }
            }
        }
    });
    let name = database.name();
    let sql = format!("SELECT deadlocks FROM pg_stat_database WHERE datname = '{name}'");
    assert_eq!(database.execute(&sql), "0\n");
}
