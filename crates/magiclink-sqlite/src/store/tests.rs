//! A flood that is cleaned up, and a full disk. There the database may grow to so many pages only: the same refusal as of a file system that is
//! full, without one.

#[path = "../../tests/it/sample.rs"]
mod sample;

use magiclink::{
    contract::Threads,
    store::{Limits as _, LoginStore as _, Outbox as _, SessionStore as _},
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

#[test]
fn a_flood_that_has_ended_is_deleted_in_batches_all_of_it() {
    let store = SqliteStore::temporary().unwrap();
    let count = 2 * BATCH + 1;
    let flood = format!(
        "WITH RECURSIVE numbers (number) AS (
             SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {count}
         )
         INSERT INTO limits (key, history, expires) SELECT randomblob(32), x'', number FROM numbers"
    );
    Threads::default().block_on(async {
        store
            .write(move |connection| connection.execute_batch(&flood))
            .await
            .unwrap();
        let last = Timestamp::from_unix_micros(count);
        let deleted = store.delete_limits(last).await.unwrap();
        assert_eq!(i64::try_from(deleted), Ok(count - 1), "all but the last");
        assert_eq!(store.delete_limits(last.next()).await.unwrap(), 1);
    });
}
