//! Takes a typed code.

use std::time::Duration;

use crate::app::{JANE, Letter as _, TestApp};

#[tokio::test]
async fn the_code_logs_in_the_browser_that_asked() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let form = browser.get("/login/?next=/bookings/").await;
    browser.submit(&form, "/login/", &[("email", JANE)]).await;
    let sent = browser.get("/login/sent/").await;
    let code = app.mail().await.code().to_lowercase().replace('-', " ");
    let done = browser
        .submit(&sent, "/login/code/", &[("code", &code)])
        .await;
    done.assert(303, "");
    assert_eq!(done.location(), "/bookings/");
    assert!(browser.is_logged_in());
    assert!(!browser.cookies.contains_key("__Host-login"));
}

#[tokio::test]
async fn the_code_is_of_no_use_in_another_browser() {
    let app = TestApp::new().await;
    app.browser().ask(JANE).await;
    let code = app.mail().await.code();
    let mut other = app.browser();
    let form_token = other.get("/login/").await.form("/login/");
    let mut fields: Vec<_> = form_token
        .into_iter()
        .filter(|(name, _)| name == "form_token")
        .collect();
    fields.push(("code".into(), code.clone()));
    other
        .post("/login/code/", &fields)
        .await
        .assert(403, "This code did not work.");

    other.ask("nobody@example.com").await;
    let sent = other.get("/login/sent/").await;
    let wrong = other
        .submit(&sent, "/login/code/", &[("code", &code)])
        .await;
    wrong.assert(403, "This code did not work.");
    assert!(
        wrong
            .body
            .contains("aria-describedby=\"code-error code-hint\"")
    );
    assert!(!other.is_logged_in());
}

#[tokio::test]
async fn five_wrong_codes_burn_it_and_the_link_still_works() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    browser.ask(JANE).await;
    let (mail, sent) = (app.mail().await, browser.get("/login/sent/").await);
    for _ in 0..5 {
        let wrong = browser
            .submit(&sent, "/login/code/", &[("code", "AAAA-AAAA")])
            .await;
        wrong.assert(403, "This code did not work.");
    }
    let right = browser
        .submit(&sent, "/login/code/", &[("code", &mail.code())])
        .await;
    right.assert(403, "This code did not work.");
    browser.get(&mail.link()).await.assert(303, "");
    assert!(browser.is_logged_in());
}

#[tokio::test]
async fn a_code_that_is_late_or_whose_link_was_used_does_not_work() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    browser.ask(JANE).await;
    let (mail, sent) = (app.mail().await, browser.get("/login/sent/").await);
    app.open(&mail.link()).await;
    let used = browser
        .submit(&sent, "/login/code/", &[("code", &mail.code())])
        .await;
    used.assert(403, "This code did not work.");

    app.clock.advance(Duration::from_mins(1));
    browser.ask(JANE).await;
    let (mail, sent) = (app.mail().await, browser.get("/login/sent/").await);
    app.clock.advance(Duration::from_mins(10));
    let late = browser
        .submit(&sent, "/login/code/", &[("code", &mail.code())])
        .await;
    late.assert(403, "This code did not work.");
    assert!(!browser.is_logged_in());
}

#[tokio::test]
async fn there_is_no_page_to_get_at_the_url_of_the_form() {
    let app = TestApp::new().await;
    assert_eq!(app.browser().get("/login/code/").await.status, 405);
}
