//! What a store of sessions must keep to.

use crate::{
    client::Client,
    contract::sample::{NOW, account, after, digest, just_before, session},
    session::Session,
    store::SessionStore,
};

const ANSWERS: &str = "the store answers";

async fn keep(store: &impl SessionStore, session: &Session) {
    store.create_session(session, None).await.expect(ANSWERS);
}

/// A session comes back as it was kept, with any text in it.
pub async fn a_session_is_found_as_it_was_kept(store: &impl SessionStore) {
    let addresses = [Some("192.0.2.1"), Some("2001:db8::1"), None];
    for (number, address) in addresses.into_iter().enumerate() {
        let mut kept = session(number, &account(1));
        kept.client = Client {
            address: address.and_then(|address| address.parse().ok()),
            ..kept.client
        };
        keep(store, &kept).await;
        let found = store.find_session(&kept.id, NOW).await.expect(ANSWERS);
        assert_eq!(found, Some(kept), "a session comes back as it was kept");
    }
    let unknown = store.find_session(&digest("unknown", 1), NOW).await;
    assert_eq!(unknown.expect(ANSWERS), None, "an unknown session is none");
}

/// A session is found until the moment it expires, and not at it.
pub async fn a_session_is_found_until_it_expires(store: &impl SessionStore) {
    let kept = session(1, &account(1));
    keep(store, &kept).await;
    for (now, is_found) in [(just_before(kept.expires), true), (kept.expires, false)] {
        let found = store.find_session(&kept.id, now).await.expect(ANSWERS);
        assert_eq!(found.is_some(), is_found, "found at {now:?}");
        let listed = store.sessions_of(&kept.account, now).await.expect(ANSWERS);
        assert_eq!(!listed.is_empty(), is_found, "listed at {now:?}");
    }
}

/// A new session takes the place of the browser's previous one, and of no other.
pub async fn a_new_session_ends_the_previous_one(store: &impl SessionStore) {
    let (old, other, new) = (
        session(1, &account(1)),
        session(2, &account(1)),
        session(3, &account(2)),
    );
    keep(store, &old).await;
    keep(store, &other).await;
    let created = store.create_session(&new, Some(&old.id)).await;
    created.expect(ANSWERS);
    for (id, is_found) in [(old.id, false), (other.id, true), (new.id, true)] {
        let found = store.find_session(&id, NOW).await.expect(ANSWERS);
        assert_eq!(found.is_some(), is_found, "only the previous session ends");
    }
}

/// A renewed session lasts until its new time and remembers when it was seen; no renewal shortens one.
pub async fn a_renewed_session_lasts_longer_and_never_shorter(store: &impl SessionStore) {
    let kept = session(1, &account(1));
    keep(store, &kept).await;
    for (seen, expires) in [(after(20), after(7200)), (after(10), after(7100))] {
        let renewed = store.renew_session(&kept.id, seen, expires).await;
        renewed.expect(ANSWERS);
        let found = store.find_session(&kept.id, after(7000)).await;
        let found = found.expect(ANSWERS).expect("a renewed session lasts");
        assert_eq!(found.seen, after(20), "the latest visit counts");
        assert_eq!(found.expires, after(7200), "the longest renewal counts");
    }
}

/// A session that was ended or has expired is not there again when a late renewal comes.
pub async fn a_renewal_does_not_bring_a_session_back(store: &impl SessionStore) {
    let (ended, expired) = (session(1, &account(1)), session(2, &account(1)));
    keep(store, &ended).await;
    keep(store, &expired).await;
    let was_there = store.end_session(&ended.account, &ended.id).await;
    assert!(was_there.expect(ANSWERS));
    for kept in [ended, expired] {
        let renewed = store
            .renew_session(&kept.id, kept.expires, after(9000))
            .await;
        renewed.expect(ANSWERS);
        let found = store.find_session(&kept.id, kept.expires).await;
        assert_eq!(found.expect(ANSWERS), None, "what has ended stays ended");
    }
}

/// The sessions of an account are listed from the newest login to the oldest.
pub async fn sessions_are_listed_by_account_the_newest_first(store: &impl SessionStore) {
    for (number, account_number) in [(1, 1), (3, 1), (2, 1), (4, 2)] {
        let mut kept = session(number, &account(account_number));
        kept.created = after(number as u64);
        keep(store, &kept).await;
    }
    let listed = store.sessions_of(&account(1), NOW).await.expect(ANSWERS);
    let listed: Vec<_> = listed.iter().map(|session| session.id).collect();
    assert_eq!(
        listed,
        [3, 2, 1].map(|number| digest("session", number)),
        "the sessions of an account, and of no other, are listed from the newest to the oldest"
    );
}

/// A session is ended for its own account only, and once.
pub async fn a_session_is_ended_by_its_account_only(store: &impl SessionStore) {
    let kept = session(1, &account(1));
    keep(store, &kept).await;
    for (account, is_theirs) in [(account(2), false), (account(1), true), (account(1), false)] {
        let ended = store.end_session(&account, &kept.id).await.expect(ANSWERS);
        assert_eq!(ended, is_theirs, "a session ends once, for its own account");
    }
    let found = store.find_session(&kept.id, NOW).await.expect(ANSWERS);
    assert_eq!(found, None, "an ended session is gone");
}

/// All sessions of an account but one are ended, then all.
pub async fn all_sessions_but_one_are_ended(store: &impl SessionStore) {
    for number in 1..=4 {
        keep(store, &session(number, &account(1))).await;
    }
    let foreign = session(5, &account(2));
    keep(store, &foreign).await;
    let mine = digest("session", 2);
    for (except, count, left) in [(Some(&mine), 3, 1), (Some(&foreign.id), 1, 0), (None, 0, 0)] {
        let ended = store.end_sessions_of(&account(1), except).await;
        assert_eq!(ended.expect(ANSWERS), count, "the ended ones are counted");
        let listed = store.sessions_of(&account(1), NOW).await.expect(ANSWERS);
        assert_eq!(listed.len(), left, "only the excepted one is left");
    }
    let found = store.find_session(&foreign.id, NOW).await.expect(ANSWERS);
    assert_eq!(found, Some(foreign), "another account keeps its sessions");
}

/// Cleaning up deletes what expired before the given time, and nothing that expires at it.
pub async fn expired_sessions_are_deleted(store: &impl SessionStore) {
    let kept = session(1, &account(1));
    keep(store, &kept).await;
    for (before, count) in [
        (kept.expires, 0),
        (kept.expires.next(), 1),
        (after(9000), 0),
    ] {
        let deleted = store.delete_sessions(before).await.expect(ANSWERS);
        assert_eq!(deleted, count, "deleted before {before:?}");
    }
}
