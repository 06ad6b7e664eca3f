//! Somebody without an account opens a private link to a page with a picture and a style sheet.

use std::fs;

use serde_json::Value;

use crate::{
    browser::Browser,
    look::Look,
    program::Folder,
    server::{JANE, Server},
};

/// A server with the bookings of the demo.
fn start() -> Server {
    let folder = Folder::with_configuration();
    let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/demo");
    let copy = |from: &str, to: &str| {
        let to = folder.path(to);
        let parent = to.parent().expect("the file is in a folder");
        fs::create_dir_all(parent).expect("the folder can be made");
        fs::copy(format!("{demo}/{from}"), to).expect("the file can be copied");
    };
    copy("index.html", "site/index.html");
    copy("style.css", "site/style.css");
    for number in 1..=3 {
        for name in ["index.html", "place.svg"] {
            let from = format!("{number}/{name}");
            copy(&from, &format!("site/booking/{from}"));
        }
        copy("style.css", &format!("site/booking/{number}/style.css"));
    }
    Server::start_in(folder, &[("MAGICLINK_SITE", "/=site")])
}

async fn run(browser: &Browser, script: &str) -> Value {
    let result = browser.client.execute(script, Vec::new()).await;
    result.expect("the script runs")
}

/// Checks that the picture and the style sheet of the page are there.
async fn is_whole(browser: &Browser) {
    let picture = "return [...document.images].every(image => image.naturalWidth > 0)";
    assert_eq!(run(browser, picture).await, true);
    let style = "return document.styleSheets[0].cssRules.length > 10";
    assert_eq!(run(browser, style).await, true);
}

#[tokio::test]
async fn a_guest_sees_one_booking_whole_and_nothing_else_until_the_link_is_revoked() {
    let server = start();
    let link = server.run(&[
        "link",
        "add",
        "--account",
        JANE,
        "--path",
        "/booking/1/",
        "--prefix",
    ]);
    let link = link.trim();
    let dark = Look {
        is_dark: true,
        ..Look::PHONE
    };
    for (way, look) in [("guest-desk", Look::DESK), ("guest-phone", dark)] {
        let guest = Browser::open(way, look).await;
        guest.go(link).await;
        guest.arrive("/booking/1/").await;
        assert_eq!(
            guest.url().await.query(),
            None,
            "the token is out of the address"
        );
        assert!(guest.text().await.contains("Lighthouse Cottage"));
        is_whole(&guest).await;
        guest.see("booking").await;
        guest.click(".foot a").await;
        guest.arrive("/login/").await;
        guest.go(&server.url("/booking/2/")).await;
        guest.arrive("/login/").await;
    }

    let guest = Browser::open("guest-revoked", Look::DESK).await;
    guest.go(link).await;
    guest.arrive("/booking/1/").await;
    let links: Value =
        serde_json::from_str(&server.run(&["link", "list", "--json"])).expect("the list is JSON");
    let id = links[0]["id"].as_str().expect("a link has an identifier");
    server.run(&["link", "revoke", id]);
    let again = guest.client.refresh().await;
    again.expect("a page can be loaded again");
    guest.arrive("/login/").await;
    guest.go(link).await;
    assert!(guest.text().await.contains("This link does not work"));
}

#[tokio::test]
async fn an_account_sees_all_bookings() {
    let server = start();
    for (way, look) in [
        ("bookings-desk", Look::DESK),
        ("bookings-phone", Look::PHONE),
    ] {
        let browser = Browser::open(way, look).await;
        browser.go(&server.login_link(JANE)).await;
        browser.click("main form button").await;
        browser.is_logged_in(JANE).await;
        browser.go(&server.url("/")).await;
        is_whole(&browser).await;
        browser.see("bookings").await;
        browser.click("li:nth-child(3) a").await;
        browser.arrive("/booking/3/").await;
        is_whole(&browser).await;
    }
}
