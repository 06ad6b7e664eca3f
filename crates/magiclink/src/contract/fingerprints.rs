//! What a store of the fingerprint of token settings must keep to.

use crate::{contract::Threads, settings::Fingerprint, store::FingerprintStore};

const ANSWERS: &str = "the store answers";

fn fingerprint(number: usize) -> Fingerprint {
    let text = format!("{number:032x}");
    text.parse().expect("a fingerprint has 32 digits")
}

/// A fingerprint is found as it was kept last.
pub async fn a_fingerprint_is_found_as_it_was_kept(store: &impl FingerprintStore) {
    let found = store.find_fingerprint().await.expect(ANSWERS);
    assert_eq!(found, None, "an empty store has none");
    let mut earlier = None;
    for number in [1, 2, 1] {
        let present = fingerprint(number);
        let kept = store.keep_fingerprint(&present, earlier.as_ref()).await;
        assert!(kept.expect(ANSWERS), "it takes the place of {earlier:?}");
        let found = store.find_fingerprint().await.expect(ANSWERS);
        assert_eq!(found.as_ref(), Some(&present));
        earlier = Some(present);
    }
}

/// A fingerprint takes the place of the one that was seen, and of no other.
pub async fn a_fingerprint_is_kept_in_the_place_of_one_only(store: &impl FingerprintStore) {
    let keep = async |number: usize, earlier: Option<usize>| {
        let (present, earlier) = (fingerprint(number), earlier.map(fingerprint));
        let kept = store.keep_fingerprint(&present, earlier.as_ref());
        kept.await.expect(ANSWERS)
    };
    assert!(!keep(1, Some(2)).await, "there is none to replace");
    assert!(keep(1, None).await);
    assert!(!keep(2, None).await, "there is one already");
    assert!(!keep(2, Some(3)).await, "there is another one");
    let found = store.find_fingerprint().await.expect(ANSWERS);
    assert_eq!(found, Some(fingerprint(1)), "nothing was changed");
    assert!(keep(2, Some(1)).await);
}

/// Of many servers that start at the same moment one keeps its fingerprint.
pub async fn one_of_many_fingerprints_is_kept(store: &impl FingerprintStore, threads: &Threads) {
    let kept = threads.call(16, async |caller| {
        let kept = store.keep_fingerprint(&fingerprint(caller), None).await;
        kept.expect(ANSWERS)
    });
    let winners: Vec<_> = (0..16).filter(|caller| kept[*caller]).collect();
    assert_eq!(winners.len(), 1, "one is kept: {winners:?}");
    let found = store.find_fingerprint().await.expect(ANSWERS);
    assert_eq!(found, Some(fingerprint(winners[0])));
}
