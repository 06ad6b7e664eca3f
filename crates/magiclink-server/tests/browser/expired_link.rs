//! A person who reads the mail too late.

use std::time::Duration;

use crate::{
    harness::{Browser, Look},
    server::{JANE, Server},
    slow_clock,
};

#[tokio::test]
async fn an_expired_link_offers_a_new_one_which_works() {
    let server = Server::start();
    let (pages, jane) = slow_clock::pages(&server, Duration::from_hours(1), JANE).await;
    let link = pages.flow().make_link(&jane).await;
    let link = link.expect("a link can be made");
    let browser = Browser::open("expired-link", Look::DESK).await;
    browser.go(&link).await;
    browser.see("refused").await;
    assert!(browser.text().await.contains("This link does not work"));
    let report = server.run(&["token", "inspect", &link]);
    assert!(report.contains("the token has expired"), "{report}");

    browser.click("main .button").await;
    browser.arrive("/login/").await;
    browser.ask(&server, JANE).await;
    browser.open_mail(&server, 1).await;
    browser.click_link().await;
    browser.is_logged_in(JANE).await;
}
