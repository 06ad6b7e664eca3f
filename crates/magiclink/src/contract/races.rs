//! What a store must keep to when many call it at the same moment.

use std::collections::BTreeSet;

use crate::{
    contract::{
        Threads,
        logins::{find, keep},
        mails::queue,
        sample::{NOW, account, after, digest, request, session},
    },
    limit::MAILS_OF_CLIENT,
    store::{Demand, Limits, LoginStore, Outbox, SessionStore},
};

const ANSWERS: &str = "the store answers";
const ROUNDS: usize = 100;
const CALLERS: usize = 64;

fn count_true(answers: &[bool]) -> usize {
    answers.iter().filter(|answer| **answer).count()
}

/// Of many callers one redeems a request, and one session begins.
pub async fn one_of_many_callers_redeems_a_request(
    store: &(impl LoginStore + SessionStore),
    threads: &Threads,
) {
    for round in 0..ROUNDS {
        let owner = account(i64::try_from(round).expect("rounds are few"));
        let kept = request(round, Some(&owner));
        keep(store, &kept).await;
        let (kept, owner) = (&kept, &owner);
        let answers = threads.call(CALLERS, |caller| async move {
            let begun = session(round * CALLERS + caller, owner);
            let is_redeemed = store.redeem_login(kept.id, &begun, None, NOW).await;
            is_redeemed.expect(ANSWERS)
        });
        assert_eq!(count_true(&answers), 1, "round {round}: one redeems it");
        let sessions = store.sessions_of(owner, NOW).await.expect(ANSWERS);
        assert_eq!(sessions.len(), 1, "round {round}: one session begins");
        let winner = answers.iter().position(|answer| *answer);
        let winner = winner.map(|caller| digest("session", round * CALLERS + caller));
        assert_eq!(
            Some(sessions[0].id),
            winner,
            "it is the one of who was told"
        );
    }
}

/// Of many requests of one account one is redeemed: it spends the others.
pub async fn one_of_many_requests_of_an_account_is_redeemed(
    store: &(impl LoginStore + SessionStore),
    threads: &Threads,
) {
    for number in 0..CALLERS {
        keep(store, &request(number, Some(&account(1)))).await;
    }
    let answers = threads.call(CALLERS, |number| async move {
        let (id, begun) = (request(number, None).id, session(number, &account(1)));
        let is_redeemed = store.redeem_login(id, &begun, None, NOW).await;
        is_redeemed.expect(ANSWERS)
    });
    assert_eq!(count_true(&answers), 1, "one request is redeemed");
    let sessions = store.sessions_of(&account(1), NOW).await.expect(ANSWERS);
    assert_eq!(sessions.len(), 1, "one session begins");
}

/// A request is redeemed or called off, never both.
pub async fn a_request_is_redeemed_or_called_off(
    store: &(impl LoginStore + SessionStore),
    threads: &Threads,
) {
    for round in 0..ROUNDS {
        let (kept, begun) = (
            request(round, Some(&account(1))),
            session(round, &account(1)),
        );
        keep(store, &kept).await;
        let (kept, begun) = (&kept, &begun);
        let answers = threads.call(4, |caller| async move {
            let answer = match caller % 2 {
                0 => store.cancel_login(kept.id, after(1)).await,
                _ => store.redeem_login(kept.id, begun, None, after(2)).await,
            };
            answer.expect(ANSWERS)
        });
        assert_eq!(
            count_true(&answers),
            1,
            "round {round}: one of four succeeds"
        );
        let is_redeemed = answers[1] || answers[3];
        let found = store.find_session(&begun.id, NOW).await.expect(ANSWERS);
        assert_eq!(
            found.is_some(),
            is_redeemed,
            "round {round}: called off is off"
        );
        let time = if is_redeemed { after(2) } else { after(1) };
        assert_eq!(
            find(store, kept.id).await.spent,
            Some(time),
            "round {round}"
        );
    }
}

/// Exactly as many attempts as the policy allows are let through.
pub async fn exactly_as_many_as_allowed_are_let_through(store: &impl Limits, threads: &Threads) {
    let demand = Demand {
        key: digest("limit", 1),
        policy: &MAILS_OF_CLIENT,
    };
    let answers = threads.call(500, |_| async move {
        let counted = store.count(&[demand], NOW).await;
        counted.expect(ANSWERS).is_ok()
    });
    assert_eq!(count_true(&answers), 5, "5 of 500 are let through");
    let next = store.peek(demand, NOW).await.expect(ANSWERS);
    assert!(next.is_err(), "and no other is");
}

/// At most as many callers as a code has tries get one.
pub async fn a_code_is_never_tried_more_often_than_allowed(
    store: &impl LoginStore,
    threads: &Threads,
) {
    let kept = request(1, None);
    keep(store, &kept).await;
    let answers = threads.call(CALLERS, |_| async move {
        let is_taken = store.take_code_try(request(1, None).id, NOW).await;
        is_taken.expect(ANSWERS)
    });
    assert_eq!(count_true(&answers), 5, "5 of {CALLERS} get a try");
}

/// Workers that lease at the same moment get each mail once.
pub async fn each_mail_is_leased_by_one_worker(
    store: &(impl LoginStore + Outbox),
    threads: &Threads,
) {
    const MAILS: usize = 200;
    for number in 0..MAILS {
        queue(store, number, 0).await;
    }
    let leased = threads.call(8, |worker| async move {
        let mut mails = Vec::new();
        loop {
            let leased = store.lease_mails(1 + worker % 3, NOW, after(600)).await;
            let leased = leased.expect(ANSWERS);
            if leased.is_empty() {
                return mails;
            }
            mails.extend(leased.into_iter().map(|leased| leased.id));
        }
    });
    let leased: Vec<_> = leased.into_iter().flatten().collect();
    assert_eq!(leased.len(), MAILS, "no mail is leased twice");
    let distinct: BTreeSet<_> = leased.iter().collect();
    assert_eq!(distinct.len(), MAILS, "every mail is leased");
}

/// A session that is ended while others renew it stays ended.
pub async fn a_session_is_not_renewed_after_its_end(store: &impl SessionStore, threads: &Threads) {
    for round in 0..ROUNDS {
        let begun = session(round, &account(1));
        store.create_session(&begun, None).await.expect(ANSWERS);
        let begun = &begun;
        threads.call(4, |caller| async move {
            if caller == 0 {
                let ended = store.end_session(&begun.account, &begun.id).await;
                assert!(ended.expect(ANSWERS), "a session that is there ends");
            } else {
                let renewed = store.renew_session(&begun.id, after(2), after(9000));
                renewed.await.expect(ANSWERS);
            }
        });
        let found = store.find_session(&begun.id, NOW).await.expect(ANSWERS);
        assert_eq!(found, None, "round {round}: what has ended stays ended");
    }
}
