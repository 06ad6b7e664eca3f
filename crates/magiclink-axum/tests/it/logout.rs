//! Logs out; shows that nobody is logged in.

use crate::app::{JANE, TestApp};

#[tokio::test]
async fn logging_out_ends_the_session_and_the_forms_from_before() {
    let app = TestApp::new().await;
    let mut browser = app.logged_in(JANE).await;
    let account = browser.get("/account/").await;
    let session = browser.cookies["__Host-session"].clone();
    let done = browser.submit(&account, "/logout/", &[]).await;
    done.assert(303, "");
    assert_eq!(done.location(), "/logout/");
    browser
        .get("/logout/")
        .await
        .assert(200, "You are logged out.");
    assert!(!browser.is_logged_in());

    browser.cookies.insert("__Host-session".into(), session);
    assert_eq!(browser.get("/account/").await.status, 303);
    assert_eq!(browser.submit(&account, "/logout/", &[]).await.status, 403);
}

#[tokio::test]
async fn getting_the_page_logs_nobody_out() {
    let app = TestApp::new().await;
    let mut browser = app.logged_in(JANE).await;
    let page = browser.get("/logout/").await;
    page.assert(200, "You are logged in as jane.doe@example.com.");
    browser.get("/account/").await.assert(200, JANE);
    browser.submit(&page, "/logout/", &[]).await.assert(303, "");
    assert!(!browser.is_logged_in());
}

#[tokio::test]
async fn logging_out_twice_is_no_error() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let fields = browser.get("/login/").await.form("/login/");
    browser.post("/logout/", &fields).await.assert(303, "");
}
