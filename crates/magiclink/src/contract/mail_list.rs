//! What an outbox must keep to when an operator looks into it.

use crate::{
    clock::Timestamp,
    contract::{
        mails::queue,
        sample::{NOW, TRICKY, after, mail},
    },
    store::{
        Backlog, ListedMail, LoginStore, MailId, MailList, MailState, Outbox, QueuedMail,
        Undelivered,
    },
};

const ANSWERS: &str = "the store answers";

async fn list(store: &impl Outbox) -> Vec<ListedMail> {
    let list = MailList {
        with_sent: true,
        after: None,
        count: 99,
    };
    store.mails(list).await.expect(ANSWERS)
}

async fn lease(store: &impl Outbox, now: u64) -> Vec<QueuedMail> {
    let leased = store.lease_mails(1, after(now), after(now + 60)).await;
    leased.expect(ANSWERS)
}

/// Mails are listed page by page, the newest first, those that were sent only if they are asked for.
pub async fn mails_are_listed_page_by_page(store: &(impl LoginStore + Outbox)) {
    for (number, due) in [(1, 30), (2, 10), (3, 20), (4, 40)] {
        queue(store, number, due).await;
    }
    let ids: Vec<_> = list(store).await.iter().map(|mail| mail.id).collect();
    let is_falling = ids.windows(2).all(|pair| pair[0] > pair[1]);
    assert!(is_falling && ids.len() == 4, "the newest first: {ids:?}");
    let sent = lease(store, 10).await[0].id;
    assert_eq!(sent, ids[2]);
    store.mail_sent(sent, after(11)).await.expect(ANSWERS);
    for (with_sent, after, count, expected) in [
        (true, None, 2, vec![ids[0], ids[1]]),
        (true, Some(ids[1]), 9, vec![ids[2], ids[3]]),
        (false, None, 9, vec![ids[0], ids[1], ids[3]]),
        (false, Some(ids[1]), 9, vec![ids[3]]),
        (true, Some(ids[3]), 9, vec![]),
        (true, None, 0, vec![]),
    ] {
        let list = MailList {
            with_sent,
            after,
            count,
        };
        let listed = store.mails(list).await.expect(ANSWERS);
        let listed: Vec<_> = listed.iter().map(|mail| mail.id).collect();
        assert_eq!(listed, expected, "{list:?}");
    }
}

/// A list tells what has become of each mail, and to whom it goes as long as it waits.
pub async fn a_list_tells_what_has_become_of_a_mail(store: &(impl LoginStore + Outbox)) {
    queue(store, 1, 0).await;
    let id = list(store).await[0].id;
    let queued = mail(1, 0);
    let expected = |ended: Option<Timestamp>, attempts, state, reason: Option<&str>| ListedMail {
        id,
        to: ended.is_none().then(|| queued.to.clone()),
        subject: ended.is_none().then(|| queued.subject.clone()),
        message_id: queued.message_id.clone(),
        written: NOW,
        expires: queued.expires,
        ended,
        attempts,
        state,
        reason: reason.map(str::to_owned),
    };
    let waits = expected(None, 0, MailState::Waiting(NOW), None);
    assert_eq!(list(store).await, [waits]);
    lease(store, 5).await;
    let leased = expected(None, 1, MailState::Leased(after(65)), None);
    assert_eq!(list(store).await, [leased]);
    let delayed = store.mail_delayed(id, after(90), TRICKY).await;
    delayed.expect(ANSWERS);
    let delayed = expected(None, 1, MailState::Waiting(after(90)), Some(TRICKY));
    assert_eq!(list(store).await, [delayed]);
    store.mail_sent(id, after(91)).await.expect(ANSWERS);
    let sent = expected(Some(after(91)), 1, MailState::Sent, Some(TRICKY));
    let found = store.find_mail(id).await.expect(ANSWERS);
    assert_eq!(found.as_ref(), Some(&sent), "one is found as it is listed");
    assert_eq!(list(store).await, [sent], "the last reason stays");
    for other in [id.0 - 1, id.0 + 1, i64::MIN, i64::MAX] {
        let found = store.find_mail(MailId(other)).await.expect(ANSWERS);
        assert_eq!(found, None, "no other is found in its place");
    }
}

/// A list tells why a mail was not delivered.
pub async fn a_list_tells_why_a_mail_was_not_delivered(store: &(impl LoginStore + Outbox)) {
    for (number, why) in [Undelivered::Refused, Undelivered::Expired]
        .into_iter()
        .enumerate()
    {
        queue(store, number, 0).await;
        let id = lease(store, 0).await[0].id;
        let given_up = store.mail_given_up(id, why, TRICKY, after(1)).await;
        given_up.expect(ANSWERS);
        let listed = list(store).await;
        assert_eq!(listed[0].state, MailState::Undelivered(why));
        assert_eq!(listed[0].to, None, "whom it was for is gone");
        assert_eq!(listed[0].reason.as_deref(), Some(TRICKY));
    }
}

/// A mail that is delayed is tried at once when an operator says so.
pub async fn a_delayed_mail_is_tried_at_once(store: &(impl LoginStore + Outbox)) {
    queue(store, 1, 0).await;
    let id = lease(store, 0).await[0].id;
    let delayed = store.mail_delayed(id, after(900), "busy").await;
    delayed.expect(ANSWERS);
    assert!(lease(store, 10).await.is_empty(), "it is not due");
    assert!(store.retry_mail(id, after(10)).await.expect(ANSWERS));
    let leased = lease(store, 10).await;
    assert_eq!(leased.len(), 1, "it is due now");
    assert_eq!(leased[0].attempts, 1, "its attempts are still counted");
    assert_eq!(list(store).await[0].reason.as_deref(), Some("busy"));
}

/// A mail that a worker has leased is not given to another one before the lease is over.
pub async fn a_leased_mail_is_not_tried_twice(store: &(impl LoginStore + Outbox)) {
    queue(store, 1, 0).await;
    let id = lease(store, 0).await[0].id;
    assert!(store.retry_mail(id, after(59)).await.expect(ANSWERS));
    assert!(lease(store, 59).await.is_empty(), "the lease lasts");
    assert!(store.retry_mail(id, after(60)).await.expect(ANSWERS));
    assert_eq!(lease(store, 60).await.len(), 1, "the lease is over");
}

/// A mail that was dropped is never sent, and its text is gone, whatever a late worker says.
pub async fn a_dropped_mail_is_not_sent(store: &(impl LoginStore + Outbox)) {
    for (number, is_leased) in [(1, false), (2, true)] {
        queue(store, number, 0).await;
        let id = list(store).await[0].id;
        if is_leased {
            lease(store, 0).await;
        }
        assert!(store.drop_mail(id, after(1)).await.expect(ANSWERS));
        store.mail_sent(id, after(2)).await.expect(ANSWERS);
        let delayed = store.mail_delayed(id, after(2), "late").await;
        delayed.expect(ANSWERS);
        assert!(store.retry_mail(id, after(3)).await.expect(ANSWERS));
        assert!(lease(store, 900).await.is_empty(), "it is not sent");
        let dropped = MailState::Undelivered(Undelivered::Dropped);
        let listed = &list(store).await[0];
        assert_eq!((listed.state, &listed.to), (dropped, &None));
    }
    let deleted = store.delete_mails(after(2)).await.expect(ANSWERS);
    assert_eq!(deleted, 2, "they ended when they were dropped");
}

/// A number that no mail has is told; a mail that has ended stays as it is.
pub async fn an_unknown_mail_is_told(store: &(impl LoginStore + Outbox)) {
    queue(store, 1, 0).await;
    let id = lease(store, 0).await[0].id;
    store.mail_sent(id, after(1)).await.expect(ANSWERS);
    let sent = list(store).await;
    for (id, is_there) in [(id, true), (MailId(id.0 + 1), false), (MailId(-1), false)] {
        let retried = store.retry_mail(id, after(2)).await.expect(ANSWERS);
        let dropped = store.drop_mail(id, after(2)).await.expect(ANSWERS);
        assert_eq!((retried, dropped), (is_there, is_there), "{id:?}");
    }
    assert_eq!(list(store).await, sent, "what was sent stays sent");
}

/// What has not ended is counted, and the oldest of it is told.
pub async fn what_waits_is_counted(store: &(impl LoginStore + Outbox)) {
    let backlog = async |now| store.backlog(after(now)).await.expect(ANSWERS);
    assert_eq!(backlog(0).await, Backlog::default(), "nothing waits");
    for (number, due) in [(1, 10), (2, 0), (3, 20)] {
        queue(store, number, due).await;
    }
    let expected = |waiting, due, oldest| Backlog {
        waiting,
        due,
        oldest: Some(after(oldest)),
    };
    assert_eq!(backlog(0).await, expected(3, 1, 10));
    assert_eq!(backlog(10).await, expected(3, 2, 10));
    let first = lease(store, 0).await[0].id;
    assert_eq!(backlog(10).await, expected(3, 1, 10), "one is leased");
    assert_eq!(backlog(60).await, expected(3, 3, 10), "the lease is over");
    store.mail_sent(first, after(11)).await.expect(ANSWERS);
    assert_eq!(backlog(99).await, expected(2, 2, 10), "one was sent");
    let second = lease(store, 12).await[0].id;
    assert!(store.drop_mail(second, after(13)).await.expect(ANSWERS));
    assert_eq!(backlog(99).await, expected(1, 1, 20), "one was dropped");
}
