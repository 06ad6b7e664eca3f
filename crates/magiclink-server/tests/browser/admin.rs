//! An admin, who looks after accounts and links.

use crate::{
    harness::{Browser, Look},
    making_links::BUTTON,
    server::{JANE, JOHN, Server},
};

const SEND: &str = "form[action$='/send/'] button";
const DISABLE: &str = "form[action$='/disable/'] button";

/// A server at which Jane is an admin, and her browser.
async fn start(way: &'static str) -> (Server, Browser) {
    let server = Server::start_with_bookings();
    server.run(&["account", "admin", JANE]);
    let jane = Browser::open(way, Look::DESK).await;
    jane.log_in(&server, JANE).await;
    (server, jane)
}

/// A private link of John's to a folder.
fn link_of_john(server: &Server) -> String {
    let arguments = ["link", "add", "--account", JOHN, "--path", "/booking/1/"];
    let link = server.run(&[arguments.as_slice(), &["--prefix"]].concat());
    link.trim().to_owned()
}

/// Searches for an account and opens its page.
async fn find(jane: &Browser, server: &Server, email: &str) {
    jane.go(&server.url("/admin/accounts/")).await;
    assert_eq!(jane.find_all("tbody tr").await.len(), 2);
    jane.fill("#q", &email[..5]).await;
    jane.click(".search button").await;
    jane.find("tbody tr:only-child").await;
    jane.see("found").await;
    jane.click("tbody a").await;
    jane.find(".crumb").await;
    assert!(jane.text().await.contains(email));
}

#[tokio::test]
async fn whom_an_admin_disables_is_out_and_so_are_the_guests() {
    let (server, jane) = start("admin-accounts").await;
    let guest = Browser::open("guest-of-disabled", Look::DESK).await;
    let link = link_of_john(&server);
    guest.go(&link).await;
    guest.arrive("/booking/1/").await;
    let john = Browser::open("disabled", Look::PHONE).await;

    find(&jane, &server, JOHN).await;
    jane.see("account").await;
    jane.click(SEND).await;
    jane.find("[role=status]").await;
    jane.see("sent").await;
    let page = jane.url().await;
    john.open_mail(&server, 1).await;
    john.click_link().await;
    john.arrive("/login/auth/").await;
    john.click(BUTTON).await;
    john.is_logged_in(JOHN).await;

    jane.go(page.as_str()).await;
    jane.click(DISABLE).await;
    jane.find("form[action$='/enable/']").await;
    jane.see("disabled").await;
    john.go(&server.url("/account/")).await;
    john.arrive("/login/").await;
    guest.click("main .foot a").await;
    guest.arrive("/login/").await;
    guest.go(&server.url("/booking/1/")).await;
    guest.arrive("/login/").await;
    guest.go(&link).await;
    assert_eq!(guest.status().await, 403);
    guest.see("refused").await;
}

#[tokio::test]
async fn an_admin_finds_and_revokes_the_link_of_somebody_else() {
    let (server, jane) = start("admin-links").await;
    let guest = Browser::open("guest-of-revoked", Look::DESK).await;
    let link = link_of_john(&server);
    guest.go(&link).await;
    guest.arrive("/booking/1/").await;

    jane.go(&server.url("/admin/links/")).await;
    jane.fill("#q", "booking/2").await;
    jane.click(".search button").await;
    jane.find("main > .soft").await;
    jane.see("none").await;
    jane.fill("#q", "booking/1").await;
    jane.click(".search button").await;
    assert!(jane.newest_link(1).await.contains(JOHN));
    jane.see("found").await;
    jane.click("tbody summary").await;
    jane.click("tbody button").await;
    jane.find("td:last-child:not(:has(button))").await;
    assert_eq!(jane.newest_link(4).await, "Revoked");

    guest.go(&server.url("/booking/1/")).await;
    guest.arrive("/login/").await;
    guest.go(&link).await;
    assert_eq!(guest.status().await, 403);
}

#[tokio::test]
async fn the_pages_for_admins_are_for_nobody_else() {
    let server = Server::start_with_bookings();
    let john = Browser::open("no-admin", Look::DESK).await;
    john.log_in(&server, JOHN).await;
    for page in ["/admin/accounts/", "/admin/links/", "/admin/mails/"] {
        john.go(&server.url(page)).await;
        assert_eq!(john.status().await, 403, "{page}");
    }
    john.see("forbidden").await;
}
