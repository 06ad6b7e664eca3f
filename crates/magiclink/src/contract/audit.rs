//! What a store of the audit log must keep to.

use crate::{
    client::Client,
    contract::sample::{NOW, TRICKY, account, after, client},
    store::{AuditEntry, AuditList, AuditRow, AuditStore},
    token::TokenId,
};

const ANSWERS: &str = "the store answers";
const ALL: AuditList<'static> = AuditList {
    account: None,
    what: None,
    client: None,
    since: None,
    after: None,
    count: 99,
};

fn entry(seconds: u64, what: &str) -> AuditEntry {
    AuditEntry {
        at: after(seconds),
        what: what.to_owned(),
        by: "visitor".to_owned(),
        admin: None,
        account: None,
        client: Client::default(),
        link: None,
        detail: String::new(),
        count: 1,
    }
}

async fn list(store: &impl AuditStore, list: AuditList<'_>) -> Vec<AuditRow> {
    store.audit(list).await.expect(ANSWERS)
}

/// An entry is found as it was kept.
pub async fn an_entry_is_found_as_it_was_kept(store: &impl AuditStore) {
    let full = AuditEntry {
        admin: Some(account(1)),
        account: Some(account(2)),
        client: client(),
        link: Some(TokenId::from_bytes([7; 8])),
        detail: TRICKY.to_owned(),
        count: u64::from(u32::MAX) + 1,
        ..entry(1, "logged-in")
    };
    let bare = entry(0, "limited");
    let entries = [bare.clone(), full.clone()];
    store.append_audit(&entries).await.expect(ANSWERS);
    store.append_audit(&[]).await.expect(ANSWERS);
    let found = list(store, ALL).await;
    let found: Vec<_> = found.into_iter().map(|row| row.entry).collect();
    assert_eq!(found, [full, bare]);
}

/// Entries are listed page by page, the newest first, whenever they were added.
pub async fn entries_are_listed_page_by_page(store: &impl AuditStore) {
    let times = [2, 0, 1, 1, 3];
    let entries = times.map(|seconds| entry(seconds, "logged-in"));
    for entries in entries.chunks(2) {
        store.append_audit(entries).await.expect(ANSWERS);
    }
    let whole = list(store, ALL).await;
    let found: Vec<_> = whole.iter().map(|row| row.entry.at).collect();
    assert_eq!(found, [3, 2, 1, 1, 0].map(after));
    let mut paged: Vec<AuditRow> = Vec::new();
    loop {
        let after = paged.last().map(|row| (row.entry.at, row.id));
        let count = 2;
        let page = list(
            store,
            AuditList {
                after,
                count,
                ..ALL
            },
        )
        .await;
        assert!(page.len() <= 2);
        if page.is_empty() {
            break;
        }
        paged.extend(page);
    }
    assert_eq!(paged, whole, "each once");
}

/// A list has only what was asked for.
pub async fn entries_are_found_by_what_they_are_about(store: &impl AuditStore) {
    let (jane, bob) = (account(1), account(2));
    let theirs = |seconds, what, account: &_, client| AuditEntry {
        account: Some(Clone::clone(account)),
        client,
        ..entry(seconds, what)
    };
    let entries = [
        theirs(0, "logged-in", &jane, client()),
        theirs(1, "logged-out", &jane, Client::default()),
        theirs(2, "logged-in", &bob, client()),
        entry(3, "login-refused"),
    ];
    store.append_audit(&entries).await.expect(ANSWERS);
    let here = client().address;
    let since = |seconds| Some(after(seconds));
    for (wanted, expected) in [
        (
            AuditList {
                account: Some(&jane),
                ..ALL
            },
            vec![1, 0],
        ),
        (
            AuditList {
                what: Some("logged-in"),
                ..ALL
            },
            vec![2, 0],
        ),
        (
            AuditList {
                what: Some("logged"),
                ..ALL
            },
            vec![],
        ),
        (
            AuditList {
                client: here,
                ..ALL
            },
            vec![2, 0],
        ),
        (
            AuditList {
                since: since(2),
                ..ALL
            },
            vec![3, 2],
        ),
        (
            AuditList {
                account: Some(&jane),
                client: here,
                ..ALL
            },
            vec![0],
        ),
        (
            AuditList {
                account: Some(&jane),
                since: since(1),
                ..ALL
            },
            vec![1],
        ),
        (
            AuditList {
                what: Some("logged-in"),
                since: since(1),
                ..ALL
            },
            vec![2],
        ),
        (
            AuditList {
                client: here,
                what: Some("logged-out"),
                ..ALL
            },
            vec![],
        ),
        (AuditList { count: 1, ..ALL }, vec![3]),
        (AuditList { count: 0, ..ALL }, vec![]),
    ] {
        let found = list(store, wanted).await;
        let found: Vec<_> = found.iter().map(|row| row.entry.at).collect();
        let expected: Vec<_> = expected.into_iter().map(after).collect();
        assert_eq!(found, expected, "{wanted:?}");
    }
}

/// Entries are deleted when they are too old, and not before.
pub async fn old_entries_are_deleted(store: &impl AuditStore) {
    let entries = [0, 1, 2].map(|seconds| entry(seconds, "logged-in"));
    store.append_audit(&entries).await.expect(ANSWERS);
    assert_eq!(store.delete_audit(NOW).await.expect(ANSWERS), 0);
    assert_eq!(store.delete_audit(after(2)).await.expect(ANSWERS), 2);
    let left = list(store, ALL).await;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].entry.at, after(2));
}
