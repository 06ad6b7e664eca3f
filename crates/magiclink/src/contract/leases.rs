//! What an outbox must keep to about leases that are extended or ended early.

use crate::{
    contract::{
        mails::queue,
        sample::{after, just_before},
    },
    store::{LoginStore, MailId, Outbox},
};

const ANSWERS: &str = "the store answers";

async fn lease(store: &impl Outbox, now: u64, until: u64) -> Vec<MailId> {
    let leased = store.lease_mails(9, after(now), after(until)).await;
    let leased = leased.expect(ANSWERS);
    leased.into_iter().map(|leased| leased.id).collect()
}

/// The leases are told that have not ended yet, and nothing that waits, is delayed or has ended.
pub async fn leases_are_told_until_they_end(store: &(impl LoginStore + Outbox)) {
    for number in 0..4 {
        queue(store, number, 0).await;
    }
    let ids = lease(store, 0, 60).await;
    queue(store, 4, 0).await;
    store.mail_sent(ids[1], after(1)).await.expect(ANSWERS);
    let delayed = store.mail_delayed(ids[2], after(60), "450").await;
    delayed.expect(ANSWERS);
    for (now, expected) in [(just_before(after(60)), 2), (after(60), 0)] {
        let mut leases = store.leases(now).await.expect(ANSWERS);
        leases.sort_unstable();
        let both = [(ids[0], after(60)), (ids[3], after(60))];
        assert_eq!(leases, both[..expected], "at {now:?}");
    }
}

/// An extended lease lasts until its new end; a mail that is leased no more stays as it is.
pub async fn an_extended_lease_lasts_longer(store: &(impl LoginStore + Outbox)) {
    for number in 0..4 {
        queue(store, number, 0).await;
    }
    let ids = lease(store, 0, 60).await;
    store.mail_sent(ids[1], after(1)).await.expect(ANSWERS);
    let delayed = store.mail_delayed(ids[2], after(70), "450").await;
    delayed.expect(ANSWERS);
    let extended = store.extend_leases(&ids[..3], after(100)).await;
    extended.expect(ANSWERS);
    assert_eq!(store.extend_leases(&[], after(100)).await.ok(), Some(()));
    assert_eq!(lease(store, 60, 900).await, [ids[3]], "not extended");
    assert_eq!(lease(store, 99, 900).await, [ids[2]], "it was delayed");
    assert_eq!(lease(store, 100, 900).await, [ids[0]], "its new end");
}

/// A lease that is ended makes the mail due, unless it was extended, has ended or is another's meanwhile.
pub async fn a_lease_is_ended_early(store: &(impl LoginStore + Outbox)) {
    for number in 0..3 {
        queue(store, number, 0).await;
    }
    let ids = lease(store, 0, 60).await;
    store.mail_sent(ids[2], after(1)).await.expect(ANSWERS);
    let extended = store.extend_leases(&ids[..1], after(90)).await;
    extended.expect(ANSWERS);
    for id in &ids {
        let ended = store.end_lease(*id, after(60), after(10)).await;
        ended.expect(ANSWERS);
    }
    assert!(
        lease(store, 9, 900).await.is_empty(),
        "due when it was ended"
    );
    assert_eq!(lease(store, 10, 200).await, [ids[1]], "no other");
    let ended = store.end_lease(ids[1], after(60), after(11)).await;
    ended.expect(ANSWERS);
    assert!(
        lease(store, 89, 900).await.is_empty(),
        "somebody else has it"
    );
}
