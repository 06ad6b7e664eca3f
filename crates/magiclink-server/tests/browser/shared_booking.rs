//! Jane shares a booking by a link that she makes in the pages, and watches and revokes it there.

use serde_json::json;

use crate::{
    harness::{Browser, Look},
    server::{JANE, Server},
};

const LABEL: &str = "For Bob";

/// The columns of the list.
const OPENED: u32 = 3;
const STATE: u32 = 4;

#[tokio::test]
async fn a_guest_sees_the_shared_booking_and_nothing_else_until_its_owner_revokes_the_link() {
    let server = Server::start_with_bookings();
    let jane = Browser::open("owner", Look::DESK).await;
    jane.log_in(&server, JANE).await;
    let fields = [("#path", "/booking/1/"), ("#label", LABEL)];
    let made = jane.make_link(&server, &fields).await;
    let link = copied(&jane, &server).await;
    assert_eq!(link, made);

    let guest = Browser::open("owner-guest", Look::PHONE).await;
    guest.go(&link).await;
    guest.arrive("/booking/1/").await;
    guest.see("booking").await;
    assert!(guest.text().await.contains("Lighthouse Cottage"));
    sees_nothing_else(&guest, &server).await;

    jane.go(&server.url("/links/")).await;
    assert!(jane.newest_link(OPENED).await.starts_with("Once"));
    jane.see("opened").await;
    jane.click("tbody tr:first-child summary").await;
    jane.see("revoke").await;
    jane.click("tbody tr:first-child button").await;
    jane.find("tbody tr:first-child td:last-child:not(:has(button))")
        .await;
    assert_eq!(jane.newest_link(STATE).await, "Revoked");
    jane.see("revoked").await;

    guest.go(&server.url("/booking/1/")).await;
    guest.arrive("/login/").await;
    guest.go(&link).await;
    assert_eq!(guest.status().await, 403);
    guest.see("refused").await;
}

/// Clicks the button that copies, and returns what was copied.
async fn copied(browser: &Browser, server: &Server) -> String {
    browser.see("made").await;
    browser.click("#copy").await;
    let said = browser.find("#copy").await.text().await;
    assert_eq!(said.as_deref().ok(), Some("Copied"));
    let may_read = json!({ "origin": server.url(""), "permissions": ["clipboardReadWrite"] });
    browser.command("Browser.grantPermissions", may_read).await;
    let script = "navigator.clipboard.readText().then(arguments[0], arguments[0])";
    let text = browser.client.execute_async(script, Vec::new()).await;
    let text = text.expect("the clipboard can be read");
    text.as_str().unwrap_or_default().to_owned()
}

async fn sees_nothing_else(guest: &Browser, server: &Server) {
    let pages = [
        "/",
        "/booking/2/",
        "/account/",
        "/links/",
        "/links/new/",
        "/admin/accounts/",
        "/admin/links/",
        "/admin/mails/",
    ];
    for page in pages {
        guest.go(&server.url(page)).await;
        guest.arrive("/login/").await;
    }
    guest.go(&server.url("/booking/1/")).await;
    guest.arrive("/booking/1/").await;
}

#[tokio::test]
async fn without_scripts_the_link_is_copied_out_of_its_field() {
    let server = Server::start_with_bookings();
    let jane = Browser::open("owner-without-scripts", Look::DESK).await;
    let off = json!({ "value": true });
    jane.command("Emulation.setScriptExecutionDisabled", off)
        .await;
    jane.log_in(&server, JANE).await;
    let link = jane.make_link(&server, &[("#path", "/booking/2/")]).await;
    let button = jane.find("#copy").await.is_displayed().await;
    assert_eq!(button.ok(), Some(false), "it would do nothing");
    let guest = Browser::open("guest-without-scripts", Look::DESK).await;
    guest.go(&link).await;
    guest.arrive("/booking/2/").await;
}
