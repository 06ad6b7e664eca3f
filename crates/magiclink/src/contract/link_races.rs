//! What a store of links must keep to when many call it at the same moment.

use crate::{
    contract::{
        Threads,
        links::{found, is_going_on, keep, open},
        sample::{account, after, link, opening},
    },
    store::{LinkStore, link::Link},
};

const ANSWERS: &str = "the store answers";
const ROUNDS: usize = 20;
const CALLERS: usize = 64;

/// A limit lets exactly as many browsers in as it says.
pub async fn a_limit_lets_exactly_as_many_in(store: &impl LinkStore, threads: &Threads) {
    for (round, max) in [1, 2, 5, 63, 64, 65].into_iter().enumerate() {
        let kept = Link {
            max_uses: Some(max),
            ..link(round, &account(1))
        };
        keep(store, &kept).await;
        let kept = &kept;
        let answers = threads.call(CALLERS, |caller| async move {
            let begun = opening(round * CALLERS + caller, kept);
            let is_open = open(store, &begun).await;
            assert_eq!(is_going_on(store, &begun).await, is_open, "both or none");
            is_open
        });
        let count = answers.iter().filter(|answer| **answer).count();
        let expected = CALLERS.min(usize::try_from(max).expect("limits are small"));
        assert_eq!(count, expected, "a limit of {max}");
        let uses = found(store, kept.id).await.uses;
        assert_eq!(usize::try_from(uses), Ok(count), "each one is counted");
    }
}

/// A link that is revoked while others open it leaves none of them in.
pub async fn no_opening_outlives_its_link(store: &impl LinkStore, threads: &Threads) {
    for round in 0..ROUNDS {
        let kept = link(round, &account(1));
        keep(store, &kept).await;
        let kept = &kept;
        threads.call(8, |caller| async move {
            if caller == 0 {
                let revoked = store.revoke_link(kept.id, None, after(1)).await;
                assert!(revoked.expect(ANSWERS), "it was not revoked before");
            } else {
                open(store, &opening(round * 8 + caller, kept)).await;
            }
        });
        for caller in 1..8 {
            let begun = opening(round * 8 + caller, kept);
            let is_left = is_going_on(store, &begun).await;
            assert!(!is_left, "round {round}: opening {caller} has ended");
        }
    }
}

/// Of many callers one revokes a link.
pub async fn one_of_many_callers_revokes_a_link(store: &impl LinkStore, threads: &Threads) {
    let kept = link(1, &account(1));
    keep(store, &kept).await;
    let kept = &kept;
    let answers = threads.call(CALLERS, |caller| async move {
        let now = after(caller as u64);
        let revoked = store.revoke_link(kept.id, Some(&kept.account), now).await;
        revoked.expect(ANSWERS).then_some(now)
    });
    let winners: Vec<_> = answers.into_iter().flatten().collect();
    assert_eq!(winners.len(), 1, "one revokes it");
    let revoked = found(store, kept.id).await.revoked;
    assert_eq!(revoked, Some(winners[0]), "at its own time");
}
