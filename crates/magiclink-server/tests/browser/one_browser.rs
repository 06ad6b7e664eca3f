//! A person who does everything in one browser.

use crate::{
    harness::{Browser, Look},
    server::{JANE, Server},
};

#[tokio::test]
async fn a_click_logs_in_where_the_link_was_asked_for() {
    let server = Server::start();
    let browser = Browser::open("one-browser", Look::DESK).await;
    browser.ask(&server, JANE).await;
    browser.arrive("/login/sent/").await;
    browser.open_mail(&server, 1).await;
    browser.click_link().await;
    browser.is_logged_in(JANE).await;
    browser.see("account").await;
    assert_eq!(
        browser.url().await.query(),
        None,
        "the token is out of the address"
    );
}

#[tokio::test]
async fn a_second_click_finds_itself_logged_in() {
    let server = Server::start();
    let browser = Browser::open("twice", Look::DESK).await;
    browser.ask(&server, JANE).await;
    browser.open_mail(&server, 1).await;
    browser.click_link().await;
    browser.is_logged_in(JANE).await;
    browser.open_mail(&server, 1).await;
    browser.click_link().await;
    browser.is_logged_in(JANE).await;
    browser.see("account").await;
    let sessions = browser.find_all(".sessions li").await;
    assert_eq!(sessions.len(), 1, "it is the same login");
}

#[tokio::test]
async fn a_used_link_logs_nobody_in() {
    let server = Server::start();
    let browser = Browser::open("used-link", Look::DESK).await;
    browser.ask(&server, JANE).await;
    browser.open_mail(&server, 1).await;
    let link = browser.link().await;
    browser.click_link().await;
    browser.is_logged_in(JANE).await;
    browser.click(".sessions form button").await;
    browser.arrive("/logout/").await;
    browser.go(&link).await;
    browser.see("refused").await;
    assert!(browser.text().await.contains("This link does not work"));
    browser.go(&server.url("/account/")).await;
    browser.arrive("/login/").await;

    let other = Browser::open("used-link-elsewhere", Look::DESK).await;
    other.go(&link).await;
    other.see("refused").await;
    assert!(other.text().await.contains("This link does not work"));
    other.click("main .button").await;
    other.arrive("/login/").await;
}
