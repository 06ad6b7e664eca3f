//! The page of the outbox.

use std::time::Duration;

use magiclink::store::Undelivered;

use crate::tests::world::{ADMIN, JANE, World};

/// A server with a mail to Jane, and its number.
async fn with_mail() -> (World, i64) {
    let world = World::new().await;
    let flow = world.magic_link.flow();
    flow.send_link(&world.jane, &[]).await.unwrap();
    let now = world.clock.now();
    let leased = world.store.lease_mails(1, now, now).await.unwrap();
    (world, leased[0].id.0)
}

#[tokio::test]
async fn a_mail_is_shown_without_its_text_and_its_address_masked() {
    let (world, id) = with_mail().await;
    let due = world.clock.now().saturating_add(Duration::from_mins(2));
    let reason = "451 <b>busy</b> & slow";
    let id = magiclink::store::MailId(id);
    world.store.mail_delayed(id, due, reason).await.unwrap();
    let mut admin = world.logged_in(ADMIN).await;
    let page = admin.get("/admin/mails/").await;
    page.assert(200, "j***@example.com");
    page.assert(
        200,
        "The server said: 451 &lt;b&gt;busy&lt;/b&gt; &amp; slow",
    );
    page.assert(200, "Next attempt in 2 minutes");
    assert!(!page.body.contains(JANE) && !page.body.contains("sesame"));

    let now = world.clock.now();
    let refused = world
        .store
        .mail_given_up(id, Undelivered::Refused, "550 no", now);
    refused.await.unwrap();
    let page = admin.get("/admin/mails/").await;
    page.assert(200, "Refused by the mail server");
    assert!(!page.body.contains("/retry/") && !page.body.contains("/drop/"));
}

#[tokio::test]
async fn a_mail_is_tried_at_once() {
    let (world, id) = with_mail().await;
    let (now, later) = (
        world.clock.now(),
        world.clock.now().saturating_add(Duration::from_mins(5)),
    );
    let delayed = world
        .store
        .mail_delayed(magiclink::store::MailId(id), later, "busy");
    delayed.await.unwrap();
    let mut admin = world.logged_in(ADMIN).await;
    admin
        .get("/admin/mails/")
        .await
        .assert(200, &format!("/admin/mails/{id}/retry/"));
    assert!(
        world
            .store
            .lease_mails(9, now, later)
            .await
            .unwrap()
            .is_empty()
    );
    let retried = admin.post(&format!("/admin/mails/{id}/retry/"), &[]).await;
    assert_eq!(
        (retried.status.as_u16(), retried.location()),
        (303, "/admin/mails/")
    );
    assert_eq!(
        world.store.lease_mails(9, now, later).await.unwrap().len(),
        1
    );
}

#[tokio::test]
async fn a_dropped_mail_is_not_sent() {
    let (world, id) = with_mail().await;
    let mut admin = world.logged_in(ADMIN).await;
    let dropped = admin.post(&format!("/admin/mails/{id}/drop/"), &[]).await;
    assert_eq!(dropped.status, 303);
    admin
        .get("/admin/mails/")
        .await
        .assert(200, "Dropped by an admin");
    let later = world.clock.now().saturating_add(Duration::from_hours(1));
    assert!(
        world
            .store
            .lease_mails(9, later, later)
            .await
            .unwrap()
            .is_empty()
    );
    let again = admin.post(&format!("/admin/mails/{id}/drop/"), &[]).await;
    assert_eq!(again.status, 303, "a second click finds it dropped");
    for id in ["0", "99", "x", "-1"] {
        for act in ["retry", "drop"] {
            let answer = admin.post(&format!("/admin/mails/{id}/{act}/"), &[]).await;
            assert_eq!(answer.status, 404, "{id} {act}");
        }
    }
}
