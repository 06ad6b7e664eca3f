//! What a store of counted attempts must keep to.

use std::time::Duration;

use crate::{
    clock::Timestamp,
    contract::sample::{NOW, after, digest},
    limit::{
        FAILURES_OF_CLIENT, LONGEST_MEMORY, Limited, MAILS_OF_CLIENT, MAILS_TO_ADDRESS, Policy,
    },
    store::{Demand, Limits},
};

const ANSWERS: &str = "the store answers";

fn demand(number: usize, policy: &'static Policy) -> Demand {
    Demand {
        key: digest("limit", number),
        policy,
    }
}

async fn count(store: &impl Limits, demands: &[Demand], now: Timestamp) -> Result<(), Limited> {
    store.count(demands, now).await.expect(ANSWERS)
}

fn wait(seconds: u64) -> Result<(), Limited> {
    Err(Limited {
        wait: Duration::from_secs(seconds),
    })
}

/// Attempts are counted as the policy says, one key apart from another.
pub async fn attempts_are_counted_by_key(store: &impl Limits) {
    let (first, second) = (demand(1, &MAILS_TO_ADDRESS), demand(2, &MAILS_TO_ADDRESS));
    for (demand, seconds, answer) in [
        (first, 0, Ok(())),
        (first, 0, wait(30)),
        (second, 0, Ok(())),
        (first, 29, wait(1)),
        (first, 30, Ok(())),
        (first, 30, wait(60)),
    ] {
        let counted = count(store, &[demand], after(seconds)).await;
        assert_eq!(counted, answer, "at {seconds} seconds");
    }
}

/// A bucket empties and fills again.
pub async fn a_bucket_fills_again(store: &impl Limits) {
    let demand = demand(1, &MAILS_OF_CLIENT);
    for (seconds, answer) in [
        (0, Ok(())),
        (0, Ok(())),
        (0, Ok(())),
        (0, Ok(())),
        (0, Ok(())),
        (0, wait(60)),
        (59, wait(1)),
        (60, Ok(())),
        (60, wait(60)),
    ] {
        let counted = count(store, &[demand], after(seconds)).await;
        assert_eq!(counted, answer, "at {seconds} seconds");
    }
}

/// Of several demands all are counted or none.
pub async fn attempts_are_counted_for_all_demands_or_none(store: &impl Limits) {
    let (free, used) = (demand(1, &MAILS_TO_ADDRESS), demand(2, &MAILS_TO_ADDRESS));
    assert_eq!(count(store, &[used], NOW).await, Ok(()));
    for demands in [[free, used], [used, free]] {
        let counted = count(store, &demands, NOW).await;
        assert_eq!(counted, wait(30), "one of the two is limited");
    }
    assert_eq!(
        count(store, &[free], NOW).await,
        Ok(()),
        "what was refused with another is not counted"
    );
    assert_eq!(count(store, &[], NOW).await, Ok(()), "nothing is demanded");
}

/// A look does not count.
pub async fn a_peek_counts_nothing(store: &impl Limits) {
    let demand = demand(1, &MAILS_TO_ADDRESS);
    for _ in 0..3 {
        let answer = store.peek(demand, NOW).await.expect(ANSWERS);
        assert_eq!(answer, Ok(()), "a look does not count");
    }
    assert_eq!(count(store, &[demand], NOW).await, Ok(()));
    let answer = store.peek(demand, after(10)).await.expect(ANSWERS);
    assert_eq!(answer, wait(20), "a look tells how long to wait");
}

/// A long history comes back whole.
pub async fn long_histories_are_kept(store: &impl Limits) {
    let demand = demand(1, &FAILURES_OF_CLIENT);
    for second in 0..30 {
        assert_eq!(count(store, &[demand], after(second)).await, Ok(()));
    }
    assert_eq!(count(store, &[demand], after(100)).await, wait(200));
    assert_eq!(count(store, &[demand], after(300)).await, Ok(()));
}

/// Cleaning up forgets what no longer matters under any policy, and nothing else.
pub async fn old_histories_are_deleted(store: &impl Limits) {
    let demand = demand(1, &MAILS_TO_ADDRESS);
    assert_eq!(count(store, &[demand], NOW).await, Ok(()));
    let forgotten = NOW.saturating_add(LONGEST_MEMORY);
    for (now, deleted) in [
        (NOW, 0),
        (forgotten, 0),
        (forgotten.next(), 1),
        (forgotten.next(), 0),
    ] {
        let count = store.delete_limits(now).await.expect(ANSWERS);
        assert_eq!(count, deleted, "deleted at {now:?}");
    }
}
