//! The pages for admins.

use crate::{
    harness::{Browser, until},
    making_links::BUTTON,
    old_login::grow_old,
    server::{JANE, Server},
};

const NEW: &str = "a-gentleman-with-a-very-long-address.of.the.house@vacation-rentals.example";
/// What a list without rows says.
const NONE: &str = "main > .soft";

/// Accounts, one of them, and one more.
pub(super) async fn look_after_accounts(browser: &Browser, server: &Server) {
    browser.go(&server.url("/admin/accounts/")).await;
    browser.see("forbidden").await;
    server.run(&["account", "admin", JANE]);
    browser.go(&server.url("/admin/accounts/new/")).await;
    browser.see("new-account").await;
    browser.fill("#email", "nobody").await;
    browser.click(BUTTON).await;
    browser.find("#email-error").await;
    browser.see("new-account-mistake").await;
    browser.fill("#email", NEW).await;
    browser.click(BUTTON).await;
    browser.find("[role=status]").await;
    browser.see("account-added").await;
    browser.click("form[action$='/disable/'] button").await;
    browser.find("form[action$='/enable/']").await;
    browser.see("account-disabled").await;
    browser.click("form[action$='/enable/'] button").await;
    browser.click("form[action$='/send/'] button").await;
    let sent = until(async || (browser.url().await.query()? == "done=sent").then_some(()));
    assert!(sent.await.is_some(), "the link is not sent");
    browser.see("account-sent").await;

    browser.go(&server.url("/admin/accounts/")).await;
    browser.see("accounts").await;
    browser.fill("#q", "nobody").await;
    browser.click(".search button").await;
    browser.find(NONE).await;
    browser.see("accounts-none").await;
    browser.go(&server.url("/admin/accounts/1/")).await;
    browser.see("account-own").await;
}

/// All links, the mails, and what has happened.
pub(super) async fn look_after_the_rest(browser: &Browser, server: &Server) {
    browser.go(&server.url("/admin/links/")).await;
    browser.see("all-links").await;
    browser.fill("#q", "nothing").await;
    browser.click(".search button").await;
    browser.find(NONE).await;
    browser.see("all-links-none").await;
    let sent = until(async || {
        browser.go(&server.url("/admin/mails/")).await;
        browser.find_all(NONE).await.pop()
    });
    assert!(sent.await.is_some(), "all mails are sent");
    browser.see("mails-none").await;
    browser.click(".tabs a:last-child").await;
    browser.find("tbody").await;
    browser.see("mails").await;
    browser.go(&server.url("/admin/audit/")).await;
    browser.find("tbody").await;
    browser.see("audit").await;
    browser.fill("#q", "nobody").await;
    browser.click(".search button").await;
    browser.find(NONE).await;
    browser.see("audit-none").await;
}

/// With a login that is too old.
pub(super) async fn be_asked_to_log_in_again(browser: &Browser, server: &Server) {
    grow_old(browser, server).await;
    browser.go(&server.url("/admin/accounts/new/")).await;
    browser.see("log-in-again").await;
    browser.go(&server.url("/admin/accounts/2/")).await;
    browser.see("account-old-login").await;
    browser.go(&server.url("/admin/links/")).await;
    browser.see("all-links-old-login").await;
}
