//! What a store of accounts must do to their links.

use crate::{
    contract::{
        links::{found, is_going_on, keep, open},
        sample::{account, after, key, link, opening, person},
    },
    store::{LinkStore, PersonStore},
};

const ANSWERS: &str = "the store answers";

/// One link of an account and one of another, both opened.
async fn share(store: &impl LinkStore, id: i64) {
    for (number, owner) in [(1, key(id)), (2, account(1))] {
        let kept = link(number, &owner);
        keep(store, &kept).await;
        assert!(open(store, &opening(number, &kept)).await);
    }
}

/// Whether the links of the account and of the other one are revoked and their openings go on.
async fn states(store: &impl LinkStore, id: i64) -> [(bool, bool); 2] {
    let mut states = Vec::new();
    for (number, owner) in [(1, key(id)), (2, account(1))] {
        let kept = link(number, &owner);
        let is_revoked = found(store, kept.id).await.revoked.is_some();
        let is_left = is_going_on(store, &opening(number, &kept)).await;
        states.push((is_revoked, is_left));
    }
    [states[0], states[1]]
}

const OPEN: (bool, bool) = (false, true);

/// Disabling an account ends the openings of its links; enabling it brings none back.
pub async fn disabling_an_account_closes_its_links(store: &(impl LinkStore + PersonStore)) {
    let id = person(store, "jane").await.id;
    share(store, id).await;
    for (is_active, expected) in [
        (true, OPEN),
        (false, (false, false)),
        (true, (false, false)),
    ] {
        let is_there = store.set_person_active(id, is_active, after(1)).await;
        assert!(is_there.expect(ANSWERS));
        assert_eq!(states(store, id).await, [expected, OPEN], "{is_active}");
    }
}

/// Logging an account out everywhere revokes its links, and none of others.
pub async fn logging_out_everywhere_revokes_the_links(store: &(impl LinkStore + PersonStore)) {
    let id = person(store, "jane").await.id;
    share(store, id).await;
    for now in [after(1), after(2)] {
        assert!(store.log_person_out(id, now).await.expect(ANSWERS));
        assert_eq!(states(store, id).await, [(true, false), OPEN]);
    }
    let revoked = found(store, link(1, &key(id)).id).await.revoked;
    assert_eq!(revoked, Some(after(1)), "when it was revoked first");
}

/// Deleting an account deletes its links, and none of others.
pub async fn deleting_an_account_deletes_its_links(store: &(impl LinkStore + PersonStore)) {
    let id = person(store, "jane").await.id;
    share(store, id).await;
    assert!(store.delete_person(id).await.expect(ANSWERS));
    let mine = link(1, &key(id));
    let gone = store.find_link(mine.id).await.expect(ANSWERS);
    assert_eq!(gone, None, "its link is gone");
    assert!(!is_going_on(store, &opening(1, &mine)).await);
    let other = link(2, &account(1));
    assert_eq!(found(store, other.id).await.revoked, None);
    assert!(is_going_on(store, &opening(2, &other)).await);
}
