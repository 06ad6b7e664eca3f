//! The site, and the pages of whoever shares a part of it.

use crate::{
    harness::Browser,
    making_links::BUTTON,
    server::{JANE, Server},
};

pub(super) const PASSPHRASE: &str = "lighthouse keeper";

/// The pages of the site as an account sees them, and one that is not there.
pub(super) async fn see_the_site(browser: &Browser, server: &Server) {
    browser.go(&server.url("/")).await;
    browser.see("site").await;
    browser.go(&server.url("/booking/3/")).await;
    browser.see("site-booking").await;
    browser.go(&server.url("/nowhere/")).await;
    browser.see("not-found").await;
}

/// Makes links, mistyping most fields first; returns one with a passphrase.
pub(super) async fn make(browser: &Browser, server: &Server) -> String {
    browser.go(&server.url("/links/")).await;
    browser.see("links-none").await;
    browser.click(".head .button").await;
    browser.arrive("/links/new/").await;
    browser.see("new-link").await;
    browser
        .fill("#label", "For the neighbours, who water the plants")
        .await;
    for (field, wrong, right) in [
        ("path", "/nowhere/", "/booking/2/"),
        ("days", "1000", "30"),
        ("uses", "0", "2"),
        ("passphrase", "short", PASSPHRASE),
    ] {
        browser.fill(&format!("#{field}"), wrong).await;
        browser.click(BUTTON).await;
        browser.find(&format!("#{field}-error")).await;
        browser.see(&format!("new-link-{field}")).await;
        browser.fill(&format!("#{field}"), right).await;
    }
    browser.click("input[value=folder]").await;
    browser.click(BUTTON).await;
    let link = browser.shown_link().await;
    browser.see("made-link").await;
    for (path, more) in [
        ("/booking/1/index.html", ["--label=For Bob", "--max-age=1d"]),
        ("/booking/3/", ["--prefix", "--max-age=400d"]),
    ] {
        let add = ["link", "add", "--account", JANE, "--path", path];
        server.run(&[add.as_slice(), &more].concat());
    }
    browser.go(&server.url("/links/")).await;
    browser.click("tbody tr:first-child summary").await;
    browser.see("links-revoke").await;
    browser.click("tbody tr:first-child button").await;
    browser
        .find("tbody tr:first-child td:last-child:not(:has(button))")
        .await;
    browser.see("links").await;
    browser.click(".apart summary").await;
    browser.see("links-revoke-all").await;
    link
}
