//! Who is logged in, since when, on which browsers.

use std::time::Duration;

use magiclink::store::PersonStore as _;

use crate::app::{JANE, Letter as _, TestApp};

const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

#[tokio::test]
async fn one_browser_logs_another_one_out() {
    let app = TestApp::new().await;
    let mut desk = app.logged_in(JANE).await;
    let link = app.link(JANE).await;
    let mut phone = app.browser().with("user-agent", IPHONE);
    let confirm = phone.get(&link).await;
    phone
        .submit(&confirm, "/login/auth/", &[])
        .await
        .assert(303, "");

    let page = desk.get("/account/").await;
    page.assert(200, "Safari on iPhone");
    page.assert(200, "Firefox on Linux");
    page.assert(200, "This browser");
    desk.submit(&page, "/account/log-out/", &[])
        .await
        .assert(303, "");
    assert_eq!(phone.get("/account/").await.status, 303);
    let page = desk.get("/account/").await;
    page.assert(200, "Firefox on Linux");
    assert!(!page.body.contains("iPhone"));
}

#[tokio::test]
async fn logging_out_all_others_ends_links_in_the_mailbox_too() {
    let app = TestApp::new().await;
    let mut desk = app.logged_in(JANE).await;
    let (first, second) = (
        app.logged_in_by_link(JANE).await,
        app.logged_in_by_link(JANE).await,
    );
    let waiting = app.link(JANE).await;
    let page = desk.get("/account/").await;
    desk.submit(&page, "/account/log-out-others/", &[])
        .await
        .assert(303, "");
    for mut other in [first, second] {
        assert_eq!(other.get("/account/").await.status, 303);
    }
    app.browser()
        .get(&waiting)
        .await
        .assert(403, "This link does not work");
    desk.get("/account/").await.assert(200, JANE);
}

#[tokio::test]
async fn nobody_ends_the_session_of_somebody_else() {
    let app = TestApp::new().await;
    app.add("bob@example.com").await;
    let mut jane = app.logged_in(JANE).await;
    let second = app.logged_in_by_link(JANE).await;
    let id = jane.get("/account/").await.form("/account/log-out/");
    let session = id
        .into_iter()
        .find(|(name, _)| name == "session")
        .unwrap()
        .1;

    let mut bob = app.logged_in("bob@example.com").await;
    app.logged_in_by_link("bob@example.com").await;
    let page = bob.get("/account/").await;
    let foreign = bob
        .submit(&page, "/account/log-out/", &[("session", &session)])
        .await;
    assert_eq!(foreign.status, 404);
    let bad = bob
        .submit(&page, "/account/log-out/", &[("session", "x")])
        .await;
    assert_eq!(bad.status, 400);
    let mut second = second;
    second.get("/account/").await.assert(200, JANE);
}

#[tokio::test]
async fn a_session_slides_and_ends() {
    let app = TestApp::new().await;
    let days = |days: u64| Duration::from_hours(24 * days);
    let mut browser = app.logged_in(JANE).await;
    app.clock.advance(days(8));
    let renewed = browser.get("/account/").await;
    renewed.assert(200, JANE);
    assert!(renewed.header("set-cookie").contains("Max-Age=1209600"));
    app.clock.advance(days(13));
    browser.get("/account/").await.assert(200, JANE);
    app.clock.advance(days(14));
    assert_eq!(browser.get("/account/").await.status, 303);
}

#[tokio::test]
async fn disabling_an_account_ends_its_sessions_at_once() {
    let app = TestApp::new().await;
    let mut browser = app.logged_in(JANE).await;
    app.store
        .set_person_active(1, false, app.clock.now())
        .await
        .unwrap();
    assert_eq!(browser.get("/account/").await.status, 303);
}

#[tokio::test]
async fn an_anonymous_form_changes_nothing() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    browser.ask(JANE).await;
    app.mail().await.link();
    let fields = browser.get("/login/sent/").await.form("/login/code/");
    let answer = browser.post("/account/log-out-others/", &fields).await;
    assert_eq!(
        (answer.status.as_u16(), answer.location()),
        (303, "/login/")
    );
}
