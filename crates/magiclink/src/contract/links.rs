//! What a store of registered private links must keep to.

use crate::{
    clock::Timestamp,
    contract::sample::{TRICKY, account, after, link},
    passphrase::PassphraseHash,
    primary_key::AccountKey,
    store::{
        LinkList, LinkStore,
        link::{Link, Opening},
    },
    token::TokenId,
};

const ANSWERS: &str = "the store answers";

pub(super) async fn keep(store: &impl LinkStore, link: &Link) {
    let is_new = store.create_link(link).await.expect(ANSWERS);
    assert!(is_new, "an identifier that no link has is free");
}

pub(super) async fn found(store: &impl LinkStore, id: TokenId) -> Link {
    let found = store.find_link(id).await.expect(ANSWERS);
    found.expect("a link that was kept is found")
}

pub(super) async fn open(store: &impl LinkStore, opening: &Opening) -> bool {
    store.open_link(opening).await.expect(ANSWERS)
}

/// Whether an opening is found just after it began.
pub(super) async fn is_going_on(store: &impl LinkStore, opening: &Opening) -> bool {
    let found = store.find_opening(&opening.id, opening.opened).await;
    found.expect(ANSWERS).is_some()
}

/// A link comes back as it was kept, with any text in it.
pub async fn a_link_is_found_as_it_was_kept(store: &impl LinkStore) {
    let plain = link(1, &account(1));
    let full = Link {
        label: TRICKY.to_owned(),
        scope: TRICKY.to_owned(),
        max_uses: Some(u32::MAX),
        uses: 7,
        last_opened: Some(after(1)),
        passphrase: Some(PassphraseHash::from_text(TRICKY.to_owned())),
        revoked: Some(after(2)),
        ..link(2, &account(1))
    };
    for kept in [plain, full] {
        keep(store, &kept).await;
        assert_eq!(found(store, kept.id).await, kept, "it is found as kept");
    }
    let unknown = store.find_link(link(3, &account(1)).id).await;
    assert_eq!(unknown.expect(ANSWERS), None, "an unknown link is none");
}

/// A second link with the same identifier is not kept, and the first one stays as it is.
pub async fn an_identifier_is_one_links(store: &impl LinkStore) {
    let first = link(1, &account(1));
    keep(store, &first).await;
    let second = Link {
        label: "another".to_owned(),
        ..link(1, &account(2))
    };
    assert!(!store.create_link(&second).await.expect(ANSWERS));
    assert_eq!(found(store, first.id).await, first);
}

/// Links are listed page by page, the newest first, those of one account or of all.
pub async fn links_are_listed_page_by_page(store: &impl LinkStore) {
    // Two of the same moment, and others between and around them.
    for (number, owner, created) in [(1, 1, 0), (4, 1, 5), (3, 1, 5), (5, 2, 5), (2, 1, 9)] {
        let created = after(created);
        keep(
            store,
            &Link {
                created,
                ..link(number, &account(owner))
            },
        )
        .await;
    }
    let (mine, all) = (Some(account(1)), [2, 5, 4, 3, 1]);
    for (account, expected) in [(mine, &[2, 4, 3, 1][..]), (None, &all[..])] {
        for count in [1, 2, 9] {
            let (mut listed, mut after) = (Vec::new(), None);
            loop {
                let page = page(store, account.as_ref(), "", (after, count)).await;
                assert!(page.len() <= count, "a page has at most {count}");
                let Some(end) = page.last() else { break };
                after = Some((end.created, end.id));
                listed.extend(page);
            }
            assert_eq!(numbers(&listed), expected, "pages of {count}");
        }
    }
    let none = page(store, None, "", (None, 0)).await;
    assert_eq!(none, [], "none at all");
}

/// One page of a list: what is searched, the last link before it, and how many at most.
async fn page(
    store: &impl LinkStore,
    account: Option<&AccountKey>,
    search: &str,
    (after, count): (Option<(Timestamp, TokenId)>, usize),
) -> Vec<Link> {
    let list = LinkList {
        account,
        search,
        after,
        count,
    };
    store.links(list).await.expect(ANSWERS)
}

/// What the links were numbered with.
fn numbers(links: &[Link]) -> Vec<u64> {
    let ids = links.iter().map(|link| link.id.to_bytes());
    ids.map(u64::from_be_bytes).collect()
}

/// A search finds what a label or a scope has in it, whatever the case, and takes no character for
/// another.
pub async fn links_are_searched_by_label_and_scope(store: &impl LinkStore) {
    for (number, label, scope) in [
        (1, "For Bob", "booking:7"),
        (2, "100 % of_it's \"ok\" \\", "page:/reports/"),
        (3, "FÜR BÄRBEL", "booking:17"),
    ] {
        let kept = Link {
            label: label.to_owned(),
            scope: scope.to_owned(),
            ..link(number, &account(1))
        };
        keep(store, &kept).await;
    }
    for (search, expected) in [
        ("", &[3, 2, 1][..]),
        ("bob", &[1]),
        ("BOOKING:", &[3, 1]),
        ("7", &[3, 1]),
        ("/Reports", &[2]),
        ("%", &[2]),
        ("f_i", &[2]),
        ("it's", &[2]),
        ("\"", &[2]),
        ("\\", &[2]),
        ("BÄRBEL", &[3]),
        ("bookings", &[]),
        ("Bob\nbooking", &[]),
        ("__", &[]),
    ] {
        for account in [Some(&account(1)), None] {
            let found = page(store, account, search, (None, 9)).await;
            assert_eq!(numbers(&found), expected, "{search:?}");
        }
    }
}
