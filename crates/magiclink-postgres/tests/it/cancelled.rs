//! Whoever asked is gone before the answer.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};

use magiclink::store::{LoginStore as _, SessionStore as _};

use crate::{
    sample::{NOW, request, session},
    server::{connect, database, threads},
};

/// Waits until the future has been woken so often, and drops it then; `None` if it had not ended.
async fn until_woken<T>(count: usize, future: impl Future<Output = T>) -> Option<T> {
    let (mut future, mut left) = (pin!(future), count);
    poll_fn(|context| {
        if let Poll::Ready(answer) = future.as_mut().poll(context) {
            return Poll::Ready(Some(answer));
        }
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        Poll::Pending
    })
    .await
}

#[test]
fn a_call_that_is_dropped_half_way_leaves_all_or_nothing_and_its_connection_to_the_next() {
    let (database, threads) = (database(), threads());
    let store = connect(&database.url(), 1);
    let sql = format!(
        "SELECT count(*) FROM pg_stat_activity
         WHERE datname = '{}' AND state LIKE 'idle in transaction%'",
        database.name()
    );
    let mut ended = 0;
    for count in 0..25 {
        let (id, begun) = (request(count).id, session(count));
        let answer = threads.block_on(async {
            store.create_login(&request(count), None).await.unwrap();
            until_woken(count, store.redeem_login(id, &begun, None, NOW)).await
        });
        let (request, session) = threads.block_on(async {
            let request = store.find_login(id).await.unwrap().unwrap();
            (request, store.find_session(&begun.id, NOW).await.unwrap())
        });
        let is_redeemed = request.spent.is_some();
        assert_eq!(
            is_redeemed,
            session.is_some(),
            "all or nothing after {count}"
        );
        if let Some(answer) = answer {
            assert!(answer.unwrap());
            assert!(is_redeemed);
            ended += 1;
        }
        assert_eq!(database.execute(&sql), "0\n", "after {count}");
    }
    assert!(
        (1..24).contains(&ended),
        "some are dropped, some are not: {ended}"
    );
}
