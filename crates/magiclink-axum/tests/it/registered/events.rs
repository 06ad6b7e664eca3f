//! What observers are told of private links.

use std::sync::Arc;

use super::{BOOKING, OPEN, app_with, labelled, locked, make, revoke, url};
use crate::{app::TestApp, events::Notes};

async fn app() -> (TestApp, Arc<Notes>) {
    let notes = Arc::new(Notes::default());
    let app = app_with("https://testserver", |settings| notes.observe(settings)).await;
    (app, notes)
}

#[tokio::test]
async fn a_link_is_told_when_it_is_opened_and_when_it_is_refused() {
    let (app, notes) = app().await;
    let made = make(&app, &BOOKING.scope(7), labelled("For Bob")).await;
    let mut browser = app.browser();
    browser.get(&url("/booking/7/share/", &made)).await;
    browser.get("/booking/7/share/").await.assert(200, "");
    assert_eq!(
        notes.take(),
        ["link-opened - 1 192.0.2.1"],
        "once, not on each page"
    );
    app.browser().get(&url("/booking/8/share/", &made)).await;
    app.browser().get(&url("/optional/8/", &made)).await;
    revoke(&app, &made).await;
    app.browser().get(&url("/booking/7/share/", &made)).await;
    assert_eq!(
        notes.take(),
        [
            "link-refused signature nobody 192.0.2.1",
            "link-refused signature nobody 192.0.2.1",
            "link-refused revoked nobody 192.0.2.1"
        ]
    );
}

#[tokio::test]
async fn passphrases_are_told_when_they_are_wrong_or_too_many() {
    let (app, notes) = app().await;
    let made = make(&app, &BOOKING.scope(7), locked("correct horse")).await;
    let mut browser = app.browser();
    let ask = browser.get(&url("/booking/7/share/", &made)).await;
    for _ in 0..11 {
        browser
            .submit(&ask, OPEN, &[("passphrase", "wrong horse")])
            .await;
    }
    let told = notes.take();
    assert_eq!(told[0], "link-refused wrong-passphrase 1 192.0.2.1");
    assert_eq!(told[10], "limited passphrases 1 192.0.2.1");
    assert_eq!(told.len(), 11);
}
