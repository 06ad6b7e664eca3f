//! The server crashes under load, and comes back.

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use magiclink::{
    mail::Mail,
    store::{LoginStore as _, Outbox as _, SessionStore as _},
};
use magiclink_postgres::PostgresStore;
use temporary_postgres::TemporaryPostgres;

use crate::{
    sample::{NOW, later, mail, request, session},
    server::{connect, threads},
};

const ANSWERS: &str = "the store answers";
const CALLERS: usize = 8;
const CRASHES: usize = 3;

/// What callers were told.
#[derive(Default)]
struct Told {
    /// How many logins were redeemed since the server last came back.
    since_return: AtomicUsize,
    /// The requests that were answered with an error.
    errors: AtomicUsize,
}

#[test]
fn a_server_that_crashes_under_load_loses_nothing_and_is_used_again_when_it_is_back() {
    let server = TemporaryPostgres::start_durable();
    let database = server.create_database();
    let store = connect(&database.url(), CALLERS);
    let (told, crashes) = (Told::default(), AtomicUsize::new(0));
    let redeemed: Vec<usize> = thread::scope(|scope| {
        let (store, told, crashes) = (&store, &told, &crashes);
        let callers: Vec<_> = (0..CALLERS)
            .map(|caller| scope.spawn(move || load(store, told, crashes, caller)))
            .collect();
        for _ in 0..CRASHES {
            while told.since_return.load(Ordering::SeqCst) < 5 * CALLERS {
                thread::yield_now();
            }
            let errors = told.errors.load(Ordering::SeqCst);
            server.crash();
            while told.errors.load(Ordering::SeqCst) < errors + CALLERS {
                thread::yield_now();
            }
            server.start_again();
            told.since_return.store(0, Ordering::SeqCst);
            crashes.fetch_add(1, Ordering::SeqCst);
        }
        let redeemed = callers.into_iter().map(|caller| caller.join().unwrap());
        redeemed.flatten().collect()
    });
    assert!(redeemed.len() > CALLERS * CRASHES, "there was load");
    threads().block_on(check(&store, &redeemed));
}

/// Asks and logs in until all crashes are over and it has worked again; the numbers that were answered
/// with a login.
fn load(store: &PostgresStore, told: &Told, crashes: &AtomicUsize, caller: usize) -> Vec<usize> {
    let threads = threads();
    let mut redeemed = Vec::new();
    for number in (caller..).step_by(CALLERS) {
        let was_last = crashes.load(Ordering::SeqCst) == CRASHES;
        let answer = threads.block_on(async {
            let (request, begun) = (request(number), session(number));
            store.create_login(&request, Some(&mail_of(number))).await?;
            store.redeem_login(request.id, &begun, None, NOW).await
        });
        match answer {
            Ok(true) => {
                redeemed.push(number);
                told.since_return.fetch_add(1, Ordering::SeqCst);
                if was_last {
                    return redeemed;
                }
            }
            // Another caller's login has spent it: all are for one account.
            Ok(false) => (),
            Err(_) => drop(told.errors.fetch_add(1, Ordering::SeqCst)),
        }
    }
    unreachable!("numbers do not end")
}

fn mail_of(number: usize) -> Mail {
    Mail {
        message_id: request(number).id.to_string(),
        ..mail("text")
    }
}

async fn check(store: &PostgresStore, redeemed: &[usize]) {
    for number in redeemed {
        let found = store
            .find_session(&session(*number).id, NOW)
            .await
            .expect(ANSWERS);
        assert!(found.is_some(), "the session {number} was answered");
        let found = store.find_login(request(*number).id).await.expect(ANSWERS);
        assert!(
            found.expect("the request of a login").spent.is_some(),
            "the link {number} is spent"
        );
    }
    let mails = store
        .lease_mails(usize::MAX, NOW, later())
        .await
        .expect(ANSWERS);
    let mails: BTreeSet<_> = mails
        .into_iter()
        .map(|leased| leased.mail.message_id)
        .collect();
    let last = redeemed.iter().max().expect("there was load") + 10 * CALLERS;
    for number in 0..last {
        let found = store.find_login(request(number).id).await.expect(ANSWERS);
        let has_mail = mails.contains(&request(number).id.to_string());
        assert_eq!(found.is_some(), has_mail, "{number}: both or none");
    }
}
