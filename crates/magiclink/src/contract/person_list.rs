//! What a store of accounts must keep to when they are listed and searched.

use crate::{
    contract::sample::{NOW, TRICKY, person},
    store::{NewPerson, PersonList, PersonStore},
};

const ANSWERS: &str = "the store answers";

/// The ids of a page.
async fn listed(store: &impl PersonStore, search: &str, (after, count): (i64, usize)) -> Vec<i64> {
    let list = PersonList {
        search,
        after,
        count,
    };
    let people = store.people(list).await.expect(ANSWERS);
    people.iter().map(|person| person.id).collect()
}

/// Keeps an account with this address, whatever it is.
async fn keep(store: &impl PersonStore, email: &str) -> i64 {
    let new = NewPerson {
        email,
        email_key: email,
        marker: "marker",
        language: None,
        created: NOW,
    };
    let made = store.create_person(&new).await.expect(ANSWERS);
    made.expect("the address is free").id
}

/// Accounts are listed in the order of their ids, page by page.
pub async fn accounts_are_listed_page_by_page(store: &impl PersonStore) {
    let mut ids = Vec::new();
    for name in ["a", "b", "c", "d", "e"] {
        ids.push(person(store, name).await.id);
    }
    for (after, count, expected) in [
        (0, 2, &ids[..2]),
        (ids[1], 2, &ids[2..4]),
        (ids[3], 2, &ids[4..]),
        (ids[4], 2, &[]),
        (i64::MIN, usize::MAX, &ids),
        (0, 0, &[]),
    ] {
        let page = listed(store, "", (after, count)).await;
        assert_eq!(page, expected, "up to {count} after {after}");
    }
}

/// A search finds any part of an address, whatever the case of its ASCII letters, page by page.
pub async fn accounts_are_searched_by_their_addresses(store: &impl PersonStore) {
    let mut ids = Vec::new();
    for email in [
        "Jane@a.example",
        "joe@B.example",
        "JANET@b.example",
        "ä@c.example",
    ] {
        ids.push(keep(store, email).await);
    }
    for (search, expected) in [
        ("jane", vec![ids[0], ids[2]]),
        ("JANE@", vec![ids[0]]),
        ("@b.EX", vec![ids[1], ids[2]]),
        ("ä@", vec![ids[3]]),
        ("Ä@", vec![]),
        ("nobody", vec![]),
        ("marker", vec![]),
    ] {
        let all = listed(store, search, (i64::MIN, 9)).await;
        assert_eq!(all, expected, "{search:?}");
        let rest = expected.get(1..).unwrap_or_default();
        let after = expected.first().copied().unwrap_or_default();
        assert_eq!(listed(store, search, (after, 9)).await, rest, "{search:?}");
    }
    assert_eq!(listed(store, "example", (i64::MIN, 3)).await, ids[..3]);
}

/// A search is compared byte by byte: no character in it stands for others, and none ends it.
pub async fn a_search_is_a_text_and_no_pattern(store: &impl PersonStore) {
    let plain = keep(store, "ab@example.com").await;
    let tricky = keep(store, TRICKY).await;
    for search in ["%", "_", "\\", "\0", "'", "%_", "\0 'one'", TRICKY] {
        let found = listed(store, search, (i64::MIN, 9)).await;
        assert_eq!(found, [tricky], "{search:?}");
    }
    for search in ["a%", "a_", "ab\0", "*", "[a]b", "%%", "ab@example.com\0"] {
        let found = listed(store, search, (i64::MIN, 9)).await;
        assert_eq!(found, [0; 0], "{search:?}");
    }
    assert_eq!(listed(store, "AB@", (i64::MIN, 9)).await, [plain]);
}
