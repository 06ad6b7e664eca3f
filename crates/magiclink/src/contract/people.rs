//! What a store of accounts must keep to.

use crate::{
    contract::{
        logins::{find, keep},
        sample::{NOW, TRICKY, account, after, key, person, request, session},
    },
    person::Person,
    store::{NewPerson, PersonStore, Store},
};

const ANSWERS: &str = "the store answers";

pub(super) async fn found(store: &impl PersonStore, id: i64) -> Person {
    let found = store.find_person(id).await.expect(ANSWERS);
    found.expect("an account that was made is found")
}

/// An account comes back as it was made, by its id and by the key of its address.
pub async fn an_account_is_found_as_it_was_made(store: &impl PersonStore) {
    for (email_key, language) in [(TRICKY, Some("de")), ("jane.doe@example.com", None)] {
        let new = NewPerson {
            email: "Jane.Doe@example.com",
            email_key,
            marker: TRICKY,
            language,
            created: NOW,
        };
        let made = store.create_person(&new).await.expect(ANSWERS);
        let made = made.expect("the address is free");
        let expected = Person {
            id: made.id,
            email: "Jane.Doe@example.com".to_owned(),
            marker: TRICKY.to_owned(),
            language: language.map(str::to_owned),
            is_active: true,
            is_admin: false,
            epoch: 0,
            created: NOW,
            last_login: None,
        };
        assert_eq!(made, expected, "an account is made as asked");
        assert_eq!(found(store, made.id).await, expected, "found by its id");
        let by_email = store.find_person_by_email(email_key).await;
        assert_eq!(by_email.expect(ANSWERS), Some(expected), "and its address");
    }
    assert_eq!(store.find_person(i64::MAX).await.expect(ANSWERS), None);
}

/// Addresses are compared byte by byte: no two accounts have one, and none is taken for another.
pub async fn addresses_are_compared_byte_by_byte(store: &impl PersonStore) {
    let keys = [
        "a@b.de",
        "A@b.de",
        "ä@b.de",
        "a\u{308}@b.de",
        "a@b.de ",
        "a@b.de\0",
        "ß@b.de",
    ];
    let new = |email_key| NewPerson {
        email: "jane.doe@example.com",
        email_key,
        marker: "marker",
        language: None,
        created: NOW,
    };
    let mut ids = Vec::new();
    for key in keys {
        let made = store.create_person(&new(key)).await.expect(ANSWERS);
        ids.push(made.expect("another address is another account").id);
    }
    for (key, id) in keys.into_iter().zip(ids) {
        let again = store.create_person(&new(key)).await.expect(ANSWERS);
        assert_eq!(again, None, "{key:?} has an account");
        let found = store.find_person_by_email(key).await.expect(ANSWERS);
        assert_eq!(found.map(|person| person.id), Some(id), "{key:?}");
    }
    for unknown in ["ss@b.de", "a", "", "%", "a@b.d_"] {
        let found = store.find_person_by_email(unknown).await;
        assert_eq!(found.expect(ANSWERS), None, "{unknown:?} has no account");
    }
}

/// An id is used once, also after its account was deleted.
pub async fn ids_are_never_used_again(store: &impl PersonStore) {
    let mut last = 0;
    for name in ["a", "b", "a", "a", "c"] {
        let id = person(store, name).await.id;
        assert!(id > last, "{id} comes after {last}");
        assert!(store.delete_person(id).await.expect(ANSWERS));
        last = id;
    }
}

/// An account is made without the rights of an admin; they are given and taken, and nothing else changes.
pub async fn an_admin_is_made_and_is_one_no_longer(store: &impl PersonStore) {
    let (jane, other) = (person(store, "jane").await, person(store, "other").await);
    assert!(!jane.is_admin, "an account is made without them");
    for is_admin in [true, true, false] {
        let is_there = store.set_person_admin(jane.id, is_admin).await;
        assert!(is_there.expect(ANSWERS));
        let expected = Person {
            is_admin,
            ..jane.clone()
        };
        assert_eq!(found(store, jane.id).await, expected, "admin: {is_admin}");
        assert_eq!(found(store, other.id).await, other, "others stay");
    }
}

/// One session and one open request for an account and as many for another, under this number.
async fn log_in(store: &impl Store, id: i64, number: usize) {
    for (number, owner) in [(number, key(id)), (number + 1, account(1))] {
        let begun = store.create_session(&session(number, &owner), None).await;
        begun.expect(ANSWERS);
        keep(store, &request(number, Some(&owner))).await;
    }
}

/// How many sessions an account has, and when the request under this number was spent.
async fn logged_in(store: &impl Store, id: i64, number: usize) -> (usize, bool) {
    let sessions = store.sessions_of(&key(id), NOW).await.expect(ANSWERS);
    let others = store.sessions_of(&account(1), NOW).await.expect(ANSWERS);
    assert_eq!(others.len(), 1, "other accounts stay logged in");
    let other = find(store, request(number + 1, None).id).await;
    assert_eq!(other.spent, None, "requests of other accounts stay open");
    let request = find(store, request(number, None).id).await;
    (sessions.len(), request.spent.is_some())
}

/// Disabling an account ends its sessions and open requests; enabling it brings none back.
pub async fn disabling_an_account_logs_it_out(store: &(impl Store + PersonStore)) {
    let id = person(store, "jane").await.id;
    log_in(store, id, 1).await;
    for (is_active, expected) in [(true, (1, false)), (false, (0, true)), (true, (0, true))] {
        let is_there = store.set_person_active(id, is_active, after(1)).await;
        assert!(is_there.expect(ANSWERS));
        assert_eq!(found(store, id).await.is_active, is_active);
        assert_eq!(
            logged_in(store, id, 1).await,
            expected,
            "active: {is_active}"
        );
    }
}

/// Logging an account out everywhere ends its sessions and open requests and raises its epoch.
pub async fn logging_out_everywhere_raises_the_epoch(store: &(impl Store + PersonStore)) {
    let id = person(store, "jane").await.id;
    log_in(store, id, 1).await;
    for epoch in 1..=2 {
        assert!(store.log_person_out(id, after(1)).await.expect(ANSWERS));
        assert_eq!(
            found(store, id).await.epoch,
            epoch,
            "each time it is raised"
        );
        assert_eq!(logged_in(store, id, 1).await, (0, true), "all have ended");
    }
    assert!(found(store, id).await.is_active, "the account stays active");
}

/// Deleting an account deletes its sessions and requests, and none of others.
pub async fn deleting_an_account_deletes_what_it_had(store: &(impl Store + PersonStore)) {
    let id = person(store, "jane").await.id;
    log_in(store, id, 1).await;
    assert!(store.delete_person(id).await.expect(ANSWERS));
    assert_eq!(store.find_person(id).await.expect(ANSWERS), None);
    let sessions = store.sessions_of(&key(id), NOW).await.expect(ANSWERS);
    assert_eq!(sessions, [], "its sessions are gone");
    let gone = store.find_login(request(1, None).id).await.expect(ANSWERS);
    assert_eq!(gone, None, "its requests are gone");
    let other = find(store, request(2, None).id).await;
    assert_eq!(other.spent, None, "requests of other accounts stay open");
    let others = store.sessions_of(&account(1), NOW).await.expect(ANSWERS);
    assert_eq!(others.len(), 1, "other accounts stay logged in");
}

/// What is asked for an account that is not there is answered with false.
pub async fn an_unknown_account_is_told(store: &impl PersonStore) {
    assert!(!store.set_person_active(7, false, NOW).await.expect(ANSWERS));
    assert!(!store.set_person_admin(7, true).await.expect(ANSWERS));
    assert!(!store.log_person_out(7, NOW).await.expect(ANSWERS));
    assert!(!store.delete_person(7).await.expect(ANSWERS));
}
