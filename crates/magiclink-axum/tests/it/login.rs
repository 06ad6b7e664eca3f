//! The whole way, from the form to the account.

use crate::app::{JANE, Letter as _, TestApp};

#[tokio::test]
async fn a_person_logs_in_by_the_link_in_the_browser_that_asked() {
    let app = TestApp::new().await;
    let mut browser = app.browser();

    let form = browser.get("/login/").await;
    form.assert(200, "Log in");
    let asked = browser.submit(&form, "/login/", &[("email", JANE)]).await;
    asked.assert(303, "");
    assert_eq!(asked.location(), "/login/sent/");
    let sent = browser.get("/login/sent/").await;
    sent.assert(200, "We sent a log in link. Check your email.");

    let mail = app.mail().await;
    assert_eq!(mail.to, JANE);
    let clicked = browser.get(&mail.link()).await;
    clicked.assert(303, "");
    assert_eq!(clicked.location(), "/account/");
    let account = browser.get("/account/").await;
    account.assert(200, "You are logged in as jane.doe@example.com.");
}
