//! Somebody without an account opens a private link to a page with a picture and a style sheet.

use serde_json::Value;

use crate::{
    harness::{Browser, Look},
    server::{JANE, Server},
};

/// Checks that the picture and the style sheet of the page are there.
async fn is_whole(browser: &Browser) {
    let picture = "return [...document.images].every(image => image.naturalWidth > 0)";
    assert_eq!(browser.run(picture).await, true);
    let style = "return document.styleSheets[0].cssRules.length > 10";
    assert_eq!(browser.run(style).await, true);
}

#[tokio::test]
async fn a_guest_sees_one_booking_whole_and_nothing_else_until_the_link_is_revoked() {
    let server = Server::start_with_bookings();
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
    for (way, look) in [
        ("guest-desk", Look::DESK),
        ("guest-phone", Look::PHONE.dark()),
    ] {
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
    let server = Server::start_with_bookings();
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
