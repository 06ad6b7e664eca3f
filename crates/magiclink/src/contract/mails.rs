//! What an outbox must keep to.

use crate::{
    contract::sample::{NOW, TRICKY, account, after, just_before, mail, request},
    store::{LoginStore, Outbox, QueuedMail, Undelivered},
};

const ANSWERS: &str = "the store answers";

pub(super) async fn queue(store: &impl LoginStore, number: usize, due: u64) {
    let kept = request(number, Some(&account(1)));
    let created = store.create_login(&kept, Some(&mail(number, due))).await;
    created.expect(ANSWERS);
}

async fn lease(store: &impl Outbox, count: usize, now: u64, until: u64) -> Vec<QueuedMail> {
    let leased = store.lease_mails(count, after(now), after(until)).await;
    leased.expect(ANSWERS)
}

fn subjects(leased: &[QueuedMail]) -> Vec<&str> {
    let subjects = leased.iter().map(|leased| leased.mail.subject.as_str());
    subjects.collect()
}

/// A mail comes out as it was put in.
pub async fn a_mail_is_leased_as_it_was_queued(store: &(impl LoginStore + Outbox)) {
    queue(store, 1, 0).await;
    let leased = lease(store, 1, 0, 60).await;
    assert_eq!(leased.len(), 1, "a mail is due when it is written");
    assert_eq!(
        leased[0].mail,
        mail(1, 0),
        "a mail comes out as it was put in"
    );
    assert_eq!(leased[0].attempts, 0, "it was never tried before");
}

/// Mails are leased when they are due, the longest due first, and no more than asked for.
pub async fn the_mails_longest_due_are_leased_first(store: &(impl LoginStore + Outbox)) {
    for (number, due) in [(1, 30), (2, 10), (3, 20), (4, 10), (5, 500)] {
        queue(store, number, due).await;
    }
    assert!(lease(store, 9, 9, 60).await.is_empty(), "none is due yet");
    assert!(lease(store, 0, 100, 60).await.is_empty(), "none asked for");
    let leased = lease(store, 2, 100, 600).await;
    assert_eq!(subjects(&leased), ["mail 2", "mail 4"], "no more than two");
    let leased = lease(store, 9, 100, 600).await;
    assert_eq!(
        subjects(&leased),
        ["mail 3", "mail 1"],
        "the rest that is due"
    );
}

/// A leased mail is not leased again until the lease ends, and then counts one attempt.
pub async fn a_lease_ends_when_its_time_is_over(store: &(impl LoginStore + Outbox)) {
    queue(store, 1, 0).await;
    for attempts in 0..3 {
        let now = 60 * u64::from(attempts);
        let leased = lease(store, 9, now, now + 60).await;
        assert_eq!(leased.len(), 1, "at {now} seconds the lease is over");
        assert_eq!(leased[0].attempts, attempts, "each lease is an attempt");
        let early = just_before(after(now + 60));
        let again = store.lease_mails(9, early, after(900)).await;
        assert!(again.expect(ANSWERS).is_empty(), "the lease lasts");
    }
}

/// The time of the next mail is told, whether it waits, is leased or delayed.
pub async fn the_time_of_the_next_mail_is_told(store: &(impl LoginStore + Outbox)) {
    assert_eq!(store.next_mail().await.expect(ANSWERS), None, "none waits");
    queue(store, 1, 20).await;
    queue(store, 2, 10).await;
    assert_eq!(store.next_mail().await.expect(ANSWERS), Some(after(10)));
    let leased = lease(store, 1, 15, 300).await;
    assert_eq!(store.next_mail().await.expect(ANSWERS), Some(after(20)));
    store
        .mail_sent(leased[0].id, after(16))
        .await
        .expect(ANSWERS);
    let leased = lease(store, 1, 25, 300).await;
    assert_eq!(store.next_mail().await.expect(ANSWERS), Some(after(300)));
    store
        .mail_sent(leased[0].id, after(26))
        .await
        .expect(ANSWERS);
    assert_eq!(
        store.next_mail().await.expect(ANSWERS),
        None,
        "all are sent"
    );
}

/// A delayed mail is due at its new time and not before.
pub async fn a_delayed_mail_is_due_later(store: &(impl LoginStore + Outbox)) {
    queue(store, 1, 0).await;
    let id = lease(store, 1, 0, 60).await[0].id;
    let delayed = store.mail_delayed(id, after(90), TRICKY).await;
    delayed.expect(ANSWERS);
    assert!(
        lease(store, 1, 89, 900).await.is_empty(),
        "it is not due yet"
    );
    let leased = lease(store, 1, 90, 900).await;
    assert_eq!(leased.len(), 1, "it is due at its new time");
    assert_eq!(leased[0].attempts, 1, "the first attempt is counted");
    assert_eq!(leased[0].mail, mail(1, 0), "its text is still there");
}

/// A mail that was sent or given up is never leased again, whatever a late worker says.
pub async fn a_mail_ends_for_good(store: &(impl LoginStore + Outbox)) {
    let ends = [None, Some(Undelivered::Refused), Some(Undelivered::Expired)];
    for (number, end) in ends.into_iter().enumerate() {
        queue(store, number, 0).await;
        let id = lease(store, 1, 0, 60).await[0].id;
        let ended = match end {
            None => store.mail_sent(id, after(1)).await,
            Some(why) => store.mail_given_up(id, why, TRICKY, after(1)).await,
        };
        ended.expect(ANSWERS);
        store
            .mail_delayed(id, after(2), "late")
            .await
            .expect(ANSWERS);
        assert!(
            lease(store, 9, 900, 999).await.is_empty(),
            "ended by {end:?}"
        );
        assert_eq!(store.next_mail().await.expect(ANSWERS), None, "none waits");
    }
}

/// Cleaning up deletes what ended before the given time, and nothing that waits.
pub async fn ended_mails_are_deleted(store: &(impl LoginStore + Outbox)) {
    for number in 0..3 {
        queue(store, number, 0).await;
    }
    let leased = lease(store, 2, 0, 60).await;
    let (sent, refused) = (leased[0].id, leased[1].id);
    store.mail_sent(sent, after(1)).await.expect(ANSWERS);
    let given_up = store.mail_given_up(refused, Undelivered::Refused, "550", after(1));
    given_up.await.expect(ANSWERS);
    for (before, count) in [
        (NOW, 0),
        (after(1), 0),
        (after(1).next(), 2),
        (after(9000), 0),
    ] {
        let deleted = store.delete_mails(before).await.expect(ANSWERS);
        assert_eq!(deleted, count, "deleted before {before:?}");
    }
    assert_eq!(
        lease(store, 9, 0, 60).await.len(),
        1,
        "the waiting one is left"
    );
}
