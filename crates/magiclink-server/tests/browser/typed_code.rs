//! A person who types the code from the mail.

use crate::{
    harness::{Browser, Look},
    server::{JANE, Server},
};

#[tokio::test]
async fn the_code_logs_in_where_it_was_asked_for() {
    let server = Server::start();
    let desk = Browser::open("typed-code", Look::DESK).await;
    let phone = Browser::open("typed-code-read-elsewhere", Look::PHONE).await;
    desk.ask(&server, JANE).await;
    desk.arrive("/login/sent/").await;
    phone.open_mail(&server, 1).await;
    let code = phone.code().await;
    phone.see("mail").await;

    desk.fill("#code", "AAAA-AAAA").await;
    desk.click("main form button").await;
    desk.arrive("/login/code/").await;
    desk.see("wrong-code").await;
    // As people type it.
    let typed = code.to_lowercase().replace('-', " ");
    desk.fill("#code", &typed).await;
    desk.see("typed").await;
    desk.click("main form button").await;
    desk.is_logged_in(JANE).await;

    phone.go(&server.url("/account/")).await;
    phone.arrive("/login/").await;
}
