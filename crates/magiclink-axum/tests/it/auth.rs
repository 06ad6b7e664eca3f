//! Where a login link leads.

use std::time::Duration;

use axum::http::Method;
use magiclink::store::{PersonStore as _, SessionStore as _};
use magiclink_axum::Confirm;

use crate::app::{JANE, Letter as _, TestApp};

#[tokio::test]
async fn another_browser_sees_who_is_about_to_log_in_and_is_asked_for_a_click() {
    let app = TestApp::new().await;
    app.browser().ask(JANE).await;
    app.clock.advance(Duration::from_mins(2));
    let link = app.mail().await.link();

    let mut phone = app.browser();
    let confirm = phone.get(&link).await;
    for text in [
        JANE,
        "2 minutes ago",
        "Firefox on Linux",
        "22 November 2026, 15:35",
    ] {
        let body = confirm.body.replace('\u{a0}', " ");
        assert!(body.contains(text), "{text} in {body}");
    }
    assert!(!phone.is_logged_in());
    let done = phone.submit(&confirm, "/login/auth/", &[]).await;
    done.assert(303, "");
    assert_eq!(done.location(), "/account/");
    phone
        .get("/account/")
        .await
        .assert(200, "You are logged in as jane.doe@example.com.");
}

#[tokio::test]
async fn a_confirmation_can_also_be_sent_to_the_url_of_the_link() {
    let app = TestApp::new().await;
    let link = app.link(JANE).await;
    let mut browser = app.browser();
    let fields = browser.get(&link).await.form("/login/auth/");
    let other = link.replace("=3.", "=3.A");
    assert_eq!(browser.post(&other, &fields).await.status, 400);
    browser.post(&link, &fields).await.assert(303, "");
    assert!(browser.is_logged_in());
}

#[tokio::test]
async fn a_link_that_is_used_late_forged_or_missing_gets_one_page_for_all() {
    let app = TestApp::new().await;
    let (used, called_off, late) = (
        app.link(JANE).await,
        app.link(JANE).await,
        app.link(JANE).await,
    );
    app.open(&called_off).await;
    let mut pages = Vec::new();
    for link in [
        used.as_str(),
        called_off.as_str(),
        "/login/auth/",
        "/login/auth/?sesame=",
        "/login/auth/?sesame=x",
        &used.replace("=3.", "=3.A"),
    ] {
        pages.push(app.browser().get(link).await);
    }
    app.clock.advance(Duration::from_mins(10));
    pages.push(app.browser().get(&late).await);
    for page in &pages {
        page.assert(403, "This link does not work");
        page.assert(403, "Ask for a new link");
        assert_eq!(page.body, pages[0].body);
        assert_eq!(page.header("referrer-policy"), "no-referrer");
    }
}

#[tokio::test]
async fn a_link_logs_in_until_it_expires_and_not_after() {
    let app = TestApp::new().await;
    let link = app.link(JANE).await;
    app.clock.advance(Duration::from_secs(599));
    app.browser().get(&link).await.assert(200, JANE);
    app.clock.advance(Duration::from_secs(1));
    app.browser()
        .get(&link)
        .await
        .assert(403, "This link does not work");
}

#[tokio::test]
async fn a_second_click_finds_itself_logged_in() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let form = browser.get("/login/?next=/bookings/").await;
    browser.submit(&form, "/login/", &[("email", JANE)]).await;
    let link = app.mail().await.link();
    browser.get(&link).await.assert(303, "");
    let session = browser.cookies["__Host-session"].clone();

    let again = browser.get(&link).await;
    again.assert(303, "");
    assert_eq!(again.location(), "/bookings/");
    assert_eq!(browser.cookies["__Host-session"], session);
    app.browser()
        .get(&link)
        .await
        .assert(403, "This link does not work");
}

#[tokio::test]
async fn a_form_that_is_sent_twice_finds_itself_logged_in() {
    let app = TestApp::new().await;
    let link = app.link(JANE).await;
    let mut browser = app.browser();
    let confirm = browser.get(&link).await;
    browser
        .submit(&confirm, "/login/auth/", &[])
        .await
        .assert(303, "");
    let session = browser.cookies["__Host-session"].clone();
    let again = browser.submit(&confirm, "/login/auth/", &[]).await;
    again.assert(303, "");
    assert_eq!(again.location(), "/account/");
    assert_eq!(browser.cookies["__Host-session"], session);
}

#[tokio::test]
async fn an_account_never_silently_takes_the_place_of_another() {
    let app = TestApp::new().await;
    app.add("bob@example.com").await;
    for confirm in [Confirm::OtherBrowser, Confirm::Never] {
        let app = TestApp::with(|settings| settings.with_confirm(confirm)).await;
        app.add("bob@example.com").await;
        let mut browser = app.logged_in("bob@example.com").await;
        browser.ask(JANE).await;
        let page = browser.get(&app.mail().await.link()).await;
        page.assert(200, "You are logged in as bob@example.com in this browser.");
        browser
            .get("/account/")
            .await
            .assert(200, "You are logged in as bob@example.com.");
        let bobs = browser.cookies["__Host-session"].clone();

        browser
            .submit(&page, "/login/auth/", &[])
            .await
            .assert(303, "");
        browser
            .get("/account/")
            .await
            .assert(200, "You are logged in as jane.doe@example.com.");
        browser.cookies.insert("__Host-session".into(), bobs);
        browser.get("/account/").await.assert(303, "");
    }
}

#[tokio::test]
async fn the_confirm_setting_decides_who_is_asked() {
    for (confirm, own, other) in [
        (Confirm::Always, 200, 200),
        (Confirm::OtherBrowser, 303, 200),
        (Confirm::Never, 303, 303),
    ] {
        let app = TestApp::with(|settings| settings.with_confirm(confirm)).await;
        let mut browser = app.browser();
        browser.ask(JANE).await;
        let link = app.mail().await.link();
        assert_eq!(browser.get(&link).await.status, own, "{confirm:?}");
        assert_eq!(
            app.browser().get(&app.link(JANE).await).await.status,
            other,
            "{confirm:?}"
        );
    }
}

#[tokio::test]
async fn head_does_nothing_even_in_the_browser_that_asked() {
    for confirm in [Confirm::OtherBrowser, Confirm::Never] {
        let app = TestApp::with(|settings| settings.with_confirm(confirm)).await;
        let mut browser = app.browser();
        browser.ask(JANE).await;
        let link = app.mail().await.link();
        let head = browser.head(&link).await;
        assert_eq!((head.status.as_u16(), head.body.as_str()), (200, ""));
        assert!(!browser.is_logged_in());
        assert_eq!(browser.send(Method::OPTIONS, &link, None).await.status, 405);
        browser.get(&link).await.assert(303, "");
        assert!(browser.is_logged_in());
    }
}

#[tokio::test]
async fn two_tokens_are_refused() {
    let app = TestApp::new().await;
    let link = app.link(JANE).await;
    let twice = format!("{link}&sesame=x");
    assert_eq!(app.browser().get(&twice).await.status, 400);
    assert_eq!(
        app.browser()
            .get(&format!("{link}&%73esame=x"))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn a_disabled_account_is_not_logged_in() {
    let app = TestApp::new().await;
    let (link, mut browser) = (app.link(JANE).await, app.browser());
    let confirm = browser.get(&link).await;
    app.store
        .set_person_active(1, false, app.clock.now())
        .await
        .unwrap();
    browser
        .submit(&confirm, "/login/auth/", &[])
        .await
        .assert(403, "This link does not work");
    assert!(!browser.is_logged_in());
}

#[tokio::test]
async fn logging_in_gives_a_new_session_and_writes_the_time() {
    let app = TestApp::new().await;
    let mut browser = app.logged_in(JANE).await;
    let first = browser.cookies["__Host-session"].clone();
    let person = app.store.find_person(1).await.unwrap().unwrap();
    assert_eq!(person.last_login, Some(app.clock.now()));

    app.clock.advance(Duration::from_mins(1));
    browser.ask(JANE).await;
    browser.get(&app.mail().await.link()).await.assert(303, "");
    assert_ne!(browser.cookies["__Host-session"], first);
    let key = magiclink::primary_key::AccountKey::of(&1_i64).unwrap();
    assert_eq!(
        app.store
            .sessions_of(&key, app.clock.now())
            .await
            .unwrap()
            .len(),
        1
    );
}
