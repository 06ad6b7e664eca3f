//! What a store of accounts must keep to when many call it at the same moment.

use crate::{
    contract::{
        Threads,
        logins::keep,
        sample::{NOW, after, key, person, request, session},
    },
    store::{NewPerson, PersonList, PersonStore, Store},
};

const ANSWERS: &str = "the store answers";

/// Of many callers one makes an account for an address.
pub async fn one_of_many_callers_makes_an_account(store: &impl PersonStore, threads: &Threads) {
    let made = threads.call(64, |_| async move {
        let new = NewPerson {
            email: "jane.doe@example.com",
            email_key: "jane.doe@example.com",
            marker: "marker",
            language: None,
            created: NOW,
        };
        store.create_person(&new).await.expect(ANSWERS)
    });
    let made: Vec<_> = made.into_iter().flatten().collect();
    assert_eq!(made.len(), 1, "one account is made");
    let all = PersonList {
        search: "",
        after: i64::MIN,
        count: 9,
    };
    let people = store.people(all).await.expect(ANSWERS);
    assert_eq!(people, made, "and no other is there");
}

/// No raise of an epoch is lost.
pub async fn every_log_out_raises_the_epoch(store: &impl PersonStore, threads: &Threads) {
    let id = person(store, "jane").await.id;
    threads.call(64, |_| async move {
        assert!(store.log_person_out(id, NOW).await.expect(ANSWERS));
    });
    let found = store.find_person(id).await.expect(ANSWERS);
    assert_eq!(
        found.map(|person| person.epoch),
        Some(64),
        "each one counts"
    );
}

/// An account that is disabled while it logs in is not logged in afterwards.
pub async fn a_disabled_account_is_not_logged_in(
    store: &(impl Store + PersonStore),
    threads: &Threads,
) {
    let id = person(store, "jane").await.id;
    for round in 0..100 {
        let kept = request(round, Some(&key(id)));
        keep(store, &kept).await;
        let kept = &kept;
        threads.call(4, |caller| async move {
            if caller == 0 {
                let disabled = store.set_person_active(id, false, after(1)).await;
                assert!(disabled.expect(ANSWERS));
            } else {
                let begun = session(round * 4 + caller, &key(id));
                let redeemed = store.redeem_login(kept.id, &begun, None, NOW).await;
                redeemed.expect(ANSWERS);
            }
        });
        let sessions = store.sessions_of(&key(id), NOW).await.expect(ANSWERS);
        assert_eq!(sessions, [], "round {round}: no session outlives it");
    }
}
