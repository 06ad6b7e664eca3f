//! What a store of accounts must keep to about the time of the last login.

use crate::{
    clock::Timestamp,
    contract::{
        logins::keep,
        people::found,
        sample::{NOW, after, key, person, request, session},
    },
    primary_key::AccountKey,
    session::Session,
    store::{PersonStore, Store},
};

const ANSWERS: &str = "the store answers";

/// A login writes its time, which rises even when the clock was set back.
pub async fn the_time_only_rises(store: &(impl Store + PersonStore)) {
    let id = person(store, "jane").await.id;
    let mut last = None;
    for (number, now) in [(1, after(5)), (2, NOW), (3, after(5)), (4, after(6))] {
        log_in(store, id, number, now).await;
        let written = found(store, id).await.last_login;
        assert!(written >= Some(now), "login {number} is written");
        assert!(written > last, "login {number} raises the time");
        last = written;
    }
    assert_eq!(last, Some(after(6)), "the clock has caught up");
}

/// The time of the last login stays, however the session ends that began with it: a logout takes nothing
/// back of what a login has ended.
pub async fn the_time_outlives_its_session(store: &(impl Store + PersonStore)) {
    let id = person(store, "jane").await.id;
    let other = person(store, "john").await.id;
    for way in 0..7 {
        let now = after(2 * way as u64);
        let older = log_in(store, id, 2 * way, now).await;
        let newer = log_in(store, id, 2 * way + 1, now).await;
        let last = found(store, id).await.last_login;
        assert!(
            last > Some(now),
            "logins at one moment have times of their own"
        );
        end(store, way, [older, newer], &key(other)).await;
        assert_eq!(found(store, id).await.last_login, last, "way {way}");
    }
    assert_eq!(found(store, other).await.last_login, None);
}

/// Ends the newer of two sessions in one of seven ways; in the last one the older.
async fn end(
    store: &(impl Store + PersonStore),
    way: usize,
    [older, newer]: [Session; 2],
    other: &AccountKey,
) {
    let account = &newer.account;
    let id = account.decode::<i64>().expect("an account of the store");
    let answered = match way {
        0 => store.end_session(account, &newer.id).await.map(drop),
        1 => store.end_sessions_of(account, None).await.map(drop),
        2 => store.delete_sessions(after(10_000)).await.map(drop),
        3 => store.log_person_out(id, NOW).await.map(drop),
        4 => store.set_person_active(id, false, NOW).await.map(drop),
        5 => {
            let replacing = session(100, other);
            store.create_session(&replacing, Some(&newer.id)).await
        }
        _ => store.end_session(account, &older.id).await.map(drop),
    };
    answered.expect(ANSWERS);
}

/// Begins a session by a login.
async fn log_in(store: &impl Store, id: i64, number: usize, now: Timestamp) -> Session {
    keep(store, &request(number, Some(&key(id)))).await;
    let begun = session(number, &key(id));
    let request = request(number, None).id;
    let redeemed = store.redeem_login(request, &begun, None, now).await;
    assert!(redeemed.expect(ANSWERS), "the request is open");
    begun
}
