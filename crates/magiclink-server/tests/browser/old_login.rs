//! An admin who logged in too long ago for what is dangerous.

use std::time::Duration;

use magiclink::{client::Client, login::Finisher};
use serde_json::json;

use crate::{
    harness::{Browser, Look},
    server::{JANE, JOHN, Server},
    slow_clock,
};

const DISABLE: &str = "form[action$='/disable/'] button";

/// Puts a login of an hour ago in place of the one that a browser has.
pub(crate) async fn grow_old(browser: &Browser, server: &Server) {
    let (pages, jane) = slow_clock::pages(server, Duration::from_hours(1), JANE).await;
    let link = pages.flow().make_link(&jane).await;
    let link = link.expect("a link can be made");
    let (_, token) = link.split_once("sesame=").expect("a link has a token");
    let client = Client::default();
    let by = Finisher {
        client: &client,
        previous: None,
    };
    let finished = pages.flow().finish(token, &by).await;
    let session = finished.expect("the link logs in").bearer;
    let value = session.expose();
    let cookie =
        json!({ "url": server.url("/"), "name": "session", "value": value, "httpOnly": true });
    let set = browser.command("Network.setCookie", cookie).await;
    assert_eq!(set["success"], true);
}

#[tokio::test]
async fn a_dangerous_act_needs_a_new_login_and_leads_back_to_where_it_was() {
    let server = Server::start();
    server.run(&["account", "admin", JANE]);
    let jane = Browser::open("old-login", Look::DESK).await;
    jane.log_in(&server, JANE).await;
    jane.go(&server.url("/admin/accounts/")).await;
    jane.fill("#q", JOHN).await;
    jane.click(".search button").await;
    jane.find("tbody tr:only-child").await;
    jane.click("tbody a").await;
    jane.find(DISABLE).await;
    let page = jane.url().await;

    grow_old(&jane, &server).await;
    jane.click(DISABLE).await;
    jane.find("main .button").await;
    assert_eq!(jane.status().await, 403);
    jane.see("again").await;
    jane.go(page.as_str()).await;
    assert!(jane.find_all(DISABLE).await.is_empty());
    assert!(!jane.text().await.contains("Disabled"));
    jane.see("account").await;

    jane.click(".note a").await;
    jane.arrive("/login/").await;
    jane.fill("#email", JANE).await;
    jane.click("main form button").await;
    jane.arrive("/login/sent/").await;
    jane.open_mail(&server, 1).await;
    jane.click_link().await;
    jane.arrive(page.path()).await;
    jane.click(DISABLE).await;
    jane.find("form[action$='/enable/']").await;
}
