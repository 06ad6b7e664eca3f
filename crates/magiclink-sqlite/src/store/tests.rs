//! A full disk. The database may grow to so many pages only: the same refusal as of a file system that is
//! full, without one.

#[expect(dead_code, reason = "the tests that use the file itself use the rest")]
#[path = "../../tests/it/sample.rs"]
mod sample;

use magiclink::{
    contract::Threads,
    store::{LoginStore as _, Outbox as _, SessionStore as _},
};

use self::sample::{NOW, later, mail, request, session};
use super::*;

async fn allow_pages(store: &SqliteStore, count: i64) {
    let allowed = store.write(move |connection| {
        connection.pragma_update_and_check(None, "max_page_count", count, |_| Ok(()))
    });
    allowed.await.unwrap();
}

#[test]
fn a_full_disk_is_told_and_leaves_no_half_rows() {
    let store = SqliteStore::temporary().unwrap();
    let (session, text) = (session(1), mail(&"text".repeat(2000)));
    Threads::default().block_on(async {
        store.create_session(&session, None).await.unwrap();
        allow_pages(&store, 100).await;
        let mut number = 0;
        let create = async |number| store.create_login(&request(number), Some(&text)).await;
        while create(number).await.is_ok() {
            number += 1;
        }
        assert!(number > 10, "some fit");
        let found = store.find_session(&session.id, NOW).await.unwrap();
        assert_eq!(found.as_ref(), Some(&session), "sessions can still be read");
        let half = store.find_login(request(number).id).await.unwrap();
        assert_eq!(half, None, "no request without its mail");

        allow_pages(&store, 10_000).await;
        create(number).await.expect("there is room again");
        let leased = store.lease_mails(9999, NOW, later()).await.unwrap();
        assert_eq!(leased.len(), number + 1, "a mail for each request");
    });
}
