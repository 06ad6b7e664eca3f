//! A person who asks in one browser and reads mail in another.

use crate::{
    harness::{Browser, Look},
    server::{JANE, Server},
};

#[tokio::test]
async fn another_browser_asks_first_and_only_it_is_logged_in() {
    let server = Server::start();
    let desk = Browser::open("two-browsers-desk", Look::DESK).await;
    let phone = Browser::open("two-browsers-phone", Look::PHONE).await;
    desk.ask(&server, JANE).await;
    desk.arrive("/login/sent/").await;

    phone.open_mail(&server, 1).await;
    phone.click_link().await;
    phone.arrive("/login/auth/").await;
    let question = phone.text().await;
    assert!(question.contains(JANE), "{question}");
    phone.see("confirm").await;
    phone.click("main form button").await;
    phone.is_logged_in(JANE).await;
    phone.see("account").await;
    let back = phone.client.back().await;
    back.expect("there is a page to go back to");
    phone.is_logged_in(JANE).await;

    desk.go(&server.url("/account/")).await;
    desk.arrive("/login/").await;
}

#[tokio::test]
async fn each_browser_is_shown_and_can_be_logged_out_from_another() {
    let server = Server::start();
    let desk = Browser::open("logged-in-twice", Look::DESK).await;
    let phone = Browser::open("logged-out-from-elsewhere", Look::PHONE).await;
    for browser in [&desk, &phone] {
        browser.go(&server.login_link(JANE)).await;
        browser.arrive("/login/auth/").await;
        browser.click("main form button").await;
        browser.is_logged_in(JANE).await;
    }
    desk.go(&server.url("/account/")).await;
    desk.see("account").await;
    assert_eq!(desk.find_all(".sessions li").await.len(), 2);
    desk.click(".sessions li:nth-child(2) button").await;
    desk.arrive("/account/").await;
    assert_eq!(desk.find_all(".sessions li").await.len(), 1);

    phone.go(&server.url("/account/")).await;
    phone.arrive("/login/").await;
}
