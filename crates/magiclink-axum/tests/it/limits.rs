//! How often something may be tried.

use std::{net::SocketAddr, time::Duration};

use crate::app::{JANE, TestApp};

#[tokio::test]
async fn a_second_mail_has_to_wait_and_says_for_how_long() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    browser.ask(JANE).await.assert(303, "");
    app.clock.advance(Duration::from_millis(9_500));
    let limited = browser.ask("Jane.Doe@EXAMPLE.com").await;
    limited.assert(429, "Try again in 21 seconds.");
    assert_eq!(limited.header("retry-after"), "21");
    assert_eq!(limited.header("cache-control"), "no-store");
    app.clock.advance(Duration::from_millis(20_500));
    browser.ask(JANE).await.assert(303, "");
    assert_eq!(app.mails().await.len(), 2);
}

#[tokio::test]
async fn a_thousand_requests_for_one_address_are_five_mails_an_hour() {
    let app = TestApp::new().await;
    for index in 0..1000_u32 {
        let mut browser = app.browser();
        browser.peer = SocketAddr::from((index.to_be_bytes(), 1));
        browser.ask(JANE).await;
        app.clock.advance(Duration::from_millis(3500));
    }
    assert_eq!(app.mails().await.len(), 5);
}

#[tokio::test]
async fn one_client_cannot_ask_for_many_addresses() {
    let app = TestApp::new().await;
    let mut statuses = Vec::new();
    for index in 0..7 {
        let mut browser = app.browser();
        browser.peer = SocketAddr::from(([0x2001, 0xdb8, 0, 1, index, 2, 3, 4], 1));
        statuses.push(
            browser
                .ask(&format!("user{index}@example.com"))
                .await
                .status
                .as_u16(),
        );
    }
    assert_eq!(statuses, [303, 303, 303, 303, 303, 429, 429]);
}

#[tokio::test]
async fn whoever_guesses_links_is_stopped_and_others_are_not() {
    let app = TestApp::new().await;
    let link = app.link(JANE).await;
    let mut guesser = app.browser();
    for index in 0..30 {
        let guess = guesser.get(&format!("/login/auth/?sesame=3.{index}")).await;
        assert_eq!(guess.status, 403);
    }
    guesser
        .get("/login/auth/?sesame=3.x")
        .await
        .assert(429, "Try again in");
    guesser.get(&link).await.assert(429, "Try again in");
    let mut other = app.browser();
    other.peer = SocketAddr::from(([192, 0, 2, 99], 1));
    other.get(&link).await.assert(200, JANE);
    app.clock.advance(Duration::from_mins(5));
    guesser.get(&link).await.assert(200, JANE);
}
