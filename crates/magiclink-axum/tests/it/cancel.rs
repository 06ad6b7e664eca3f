//! "It wasn't me".

use crate::app::{JANE, Letter as _, TestApp};

#[tokio::test]
async fn a_login_can_be_called_off_from_the_mail() {
    let app = TestApp::new().await;
    let mut asking = app.browser();
    asking.ask(JANE).await;
    let mail = app.mail().await;

    let mut reader = app.browser();
    let page = reader.get(&mail.cancel_link()).await;
    page.assert(
        200,
        "Somebody asked for a link to log in as jane.doe@example.com.",
    );
    asking.get(&mail.cancel_link()).await.assert(200, JANE);
    let done = reader.submit(&page, "/login/cancel/", &[]).await;
    done.assert(303, "");
    assert_eq!(done.location(), "/login/cancelled/");
    reader
        .get("/login/cancelled/")
        .await
        .assert(200, "Login stopped");

    asking
        .get(&mail.link())
        .await
        .assert(403, "This link does not work");
    let sent = asking.get("/login/sent/").await;
    let code = asking
        .submit(&sent, "/login/code/", &[("code", &mail.code())])
        .await;
    code.assert(403, "This code did not work.");
    let again = reader.get(&mail.cancel_link()).await;
    again.assert(403, "Nobody can log in with it.");
    assert!(!again.body.contains("Ask for a new link"));
}

#[tokio::test]
async fn getting_the_page_calls_nothing_off() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    browser.ask(JANE).await;
    let mail = app.mail().await;
    for _ in 0..3 {
        app.browser()
            .get(&mail.cancel_link())
            .await
            .assert(200, JANE);
        app.browser()
            .head(&mail.cancel_link())
            .await
            .assert(200, "");
    }
    browser.get(&mail.link()).await.assert(303, "");
    assert!(browser.is_logged_in());
}
