//! What a store of registered private links must keep to when they are opened, revoked and deleted.

use crate::{
    contract::{
        links::{found, is_going_on, keep, open},
        sample::{NOW, account, after, digest, just_before, link, opening},
    },
    store::{
        LinkStore,
        link::{Link, Opening},
    },
};

const ANSWERS: &str = "the store answers";

/// Opening counts a use and keeps the opening, which is found with its link.
pub async fn an_opening_counts_a_use_and_is_found(store: &impl LinkStore) {
    let kept = link(1, &account(1));
    keep(store, &kept).await;
    for (number, opened, last_opened) in [(1, after(5), after(5)), (2, after(3), after(5))] {
        let begun = Opening {
            opened,
            ..opening(number, &kept)
        };
        assert!(open(store, &begun).await);
        let counted = Link {
            uses: u32::try_from(number).expect("numbers are small"),
            last_opened: Some(last_opened),
            ..kept.clone()
        };
        assert_eq!(found(store, kept.id).await, counted, "the use is counted");
        let found = store
            .find_opening(&begun.id, after(6))
            .await
            .expect(ANSWERS);
        assert_eq!(found, Some((begun, counted)));
    }
    let unknown = store.find_opening(&digest("unknown", 1), NOW).await;
    assert_eq!(unknown.expect(ANSWERS), None, "an unknown opening is none");
}

/// An opening is found until the moment it expires, and not at it.
pub async fn an_opening_is_found_until_it_expires(store: &impl LinkStore) {
    let kept = link(1, &account(1));
    keep(store, &kept).await;
    let begun = opening(1, &kept);
    assert!(open(store, &begun).await);
    for (now, is_found) in [(just_before(begun.expires), true), (begun.expires, false)] {
        let found = store.find_opening(&begun.id, now).await.expect(ANSWERS);
        assert_eq!(found.is_some(), is_found, "found at {now:?}");
    }
}

/// A link is opened as often as it can be, until it expires, and not after it was revoked.
pub async fn a_link_that_is_not_open_is_not_opened(store: &impl LinkStore) {
    let limited = Link {
        max_uses: Some(2),
        ..link(1, &account(1))
    };
    let expired = Link {
        expires: NOW,
        ..link(2, &account(1))
    };
    let revoked = Link {
        revoked: Some(NOW),
        ..link(3, &account(1))
    };
    let never = Link {
        max_uses: Some(0),
        ..link(4, &account(1))
    };
    for kept in [&limited, &expired, &revoked, &never] {
        keep(store, kept).await;
    }
    let unknown = link(5, &account(1));
    for (number, link, is_open) in [
        (1, &limited, true),
        (2, &limited, true),
        (3, &limited, false),
        (4, &expired, false),
        (5, &revoked, false),
        (6, &never, false),
        (7, &unknown, false),
    ] {
        let begun = opening(number, link);
        assert_eq!(open(store, &begun).await, is_open, "opening {number}");
        assert_eq!(is_going_on(store, &begun).await, is_open, "{number}");
    }
    assert_eq!(found(store, limited.id).await.uses, 2);
    for kept in [expired, revoked, never] {
        assert_eq!(found(store, kept.id).await, kept, "nothing is changed");
    }
}

/// A link is opened up to the last moment before it expires.
pub async fn a_link_is_opened_until_it_expires(store: &impl LinkStore) {
    let kept = link(1, &account(1));
    keep(store, &kept).await;
    for (number, opened, is_open) in [
        (1, just_before(kept.expires), true),
        (2, kept.expires, false),
    ] {
        let begun = Opening {
            opened,
            ..opening(number, &kept)
        };
        assert_eq!(open(store, &begun).await, is_open, "at {opened:?}");
    }
}

/// A link is revoked once, by its account or by whoever may revoke any; that ends its openings.
pub async fn a_link_is_revoked_once_and_its_openings_end(store: &impl LinkStore) {
    let (mine, other) = (link(1, &account(1)), link(2, &account(1)));
    for (number, kept) in [(1, &mine), (2, &other)] {
        keep(store, kept).await;
        assert!(open(store, &opening(number, kept)).await);
    }
    let (owner, stranger) = (account(1), account(2));
    for (link, account, is_revoked) in [
        (&mine, Some(&stranger), false),
        (&mine, Some(&owner), true),
        (&mine, Some(&owner), false),
        (&mine, None, false),
    ] {
        let revoked = store.revoke_link(link.id, account, after(1)).await;
        assert_eq!(revoked.expect(ANSWERS), is_revoked, "by {account:?}");
        assert!(is_going_on(store, &opening(2, &other)).await, "of another");
    }
    assert_eq!(found(store, mine.id).await.revoked, Some(after(1)));
    assert!(!is_going_on(store, &opening(1, &mine)).await);
    let again = Opening {
        opened: after(2),
        ..opening(3, &mine)
    };
    assert!(!open(store, &again).await, "it is not opened any more");
    assert!(
        store
            .revoke_link(other.id, None, after(1))
            .await
            .expect(ANSWERS)
    );
    assert!(!is_going_on(store, &opening(2, &other)).await);
    let unknown = store.revoke_link(link(9, &owner).id, None, NOW).await;
    assert!(!unknown.expect(ANSWERS), "an unknown link is not revoked");
}

/// All links of an account are revoked, and no others; those that were revoked before stay as they are.
pub async fn all_links_of_an_account_are_revoked(store: &impl LinkStore) {
    let before = Link {
        revoked: Some(NOW),
        ..link(3, &account(1))
    };
    let kept = [
        link(1, &account(1)),
        link(2, &account(1)),
        before,
        link(4, &account(2)),
    ];
    for (number, link) in kept.iter().enumerate() {
        keep(store, link).await;
        open(store, &opening(number, link)).await;
    }
    for count in [2, 0] {
        let revoked = store.revoke_links_of(&account(1), after(1)).await;
        assert_eq!(revoked.expect(ANSWERS), count, "the revoked ones");
    }
    let times = [Some(after(1)), Some(after(1)), Some(NOW), None];
    for (number, (link, revoked)) in kept.iter().zip(times).enumerate() {
        assert_eq!(found(store, link.id).await.revoked, revoked, "{number}");
        let is_left = is_going_on(store, &opening(number, link)).await;
        assert_eq!(is_left, revoked.is_none(), "opening {number}");
    }
}

/// Cleaning up deletes what ended before the given time, and nothing that ends at it.
pub async fn ended_links_and_openings_are_deleted(store: &impl LinkStore) {
    let expiring = link(1, &account(1));
    let revoked = Link {
        revoked: Some(after(100)),
        ..link(2, &account(1))
    };
    keep(store, &expiring).await;
    keep(store, &revoked).await;
    let begun = opening(1, &expiring);
    assert!(open(store, &begun).await);
    for (before, count) in [
        (after(100), 0),
        (after(100).next(), 1),
        (begun.expires, 0),
        (begun.expires.next(), 1),
        (expiring.expires, 0),
        (expiring.expires.next(), 1),
        (after(99_999), 0),
    ] {
        let deleted = store.delete_links(before).await.expect(ANSWERS);
        assert_eq!(deleted, count, "deleted before {before:?}");
    }
    let gone = store.find_link(expiring.id).await.expect(ANSWERS);
    assert_eq!(gone, None, "a deleted link is gone");
}
