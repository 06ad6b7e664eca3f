//! A person who has a keyboard and nothing else.

use crate::{
    harness::{Browser, Look},
    server::{JANE, Server},
};

#[tokio::test]
async fn the_whole_way_needs_only_a_keyboard() {
    let server = Server::start();
    let browser = Browser::open("keyboard", Look::DESK).await;
    browser.go(&server.url("/login/")).await;
    assert_eq!(browser.focus().await, "email", "typing can begin at once");
    browser.press(JANE).await;
    assert_eq!(browser.tab_to("Send me a link").await, ["Send me a link"]);
    browser.see("login").await;
    browser.enter().await;
    browser.arrive("/login/sent/").await;
    assert_eq!(browser.tab_to("Log in").await, ["code", "Log in"]);
    browser.see("sent").await;

    // Once it has come, the mail is opened by the keyboard, too.
    browser.open_mail(&server, 1).await;
    browser.go(&server.url("/dev/mail/")).await;
    let mail = "Log in to Vacation rentals";
    assert_eq!(browser.tab_to(mail).await, [mail]);
    browser.see("mailbox").await;
    browser.enter().await;
    browser.arrive("/dev/mail/1/").await;
    assert_eq!(browser.tab_to("Log in").await, ["All mails", "Log in"]);
    browser.see("mail").await;
    browser.enter().await;
    browser.is_logged_in(JANE).await;

    assert_eq!(browser.tab_to("Log out here").await, ["Log out here"]);
    browser.see("account").await;
    browser.enter().await;
    browser.arrive("/logout/").await;
    assert_eq!(browser.tab_to("Log in again").await, ["Log in again"]);
    browser.see("logged-out").await;
}

#[tokio::test]
async fn a_mistake_is_where_the_keyboard_is() {
    let server = Server::start();
    let browser = Browser::open("keyboard-mistake", Look::DESK).await;
    browser.go(&server.url("/login/")).await;
    browser.press("jane").await;
    browser.enter().await;
    browser.find("#email-error").await;
    assert_eq!(browser.focus().await, "email");
    browser.see("login-mistake").await;
    browser.press("@").await;
    browser.enter().await;
    let address = browser.find("#email").await.prop("value").await;
    let address = address.expect("the field can be read").unwrap_or_default();
    assert!(
        address.contains("jane") && address.contains('@'),
        "{address}"
    );

    browser.ask(&server, JANE).await;
    browser.arrive("/login/sent/").await;
    browser.tab_to("code").await;
    browser.press("AAAAAAAA").await;
    browser.enter().await;
    browser.arrive("/login/code/").await;
    assert_eq!(browser.focus().await, "code");
    browser.see("wrong-code").await;
}
