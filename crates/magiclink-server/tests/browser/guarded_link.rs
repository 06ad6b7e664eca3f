//! Private links that open only so often, or only with a passphrase.

use crate::{
    harness::{Browser, Look},
    making_links::BUTTON,
    server::{JANE, Server},
};

const PASSPHRASE: &str = "lighthouse keeper";

#[tokio::test]
async fn a_link_for_two_lets_two_browsers_in_and_the_first_goes_on() {
    let server = Server::start_with_bookings();
    let jane = Browser::open("limit-owner", Look::DESK).await;
    jane.log_in(&server, JANE).await;
    let fields = [("#path", "/booking/1/"), ("#uses", "2")];
    let link = jane.make_link(&server, &fields).await;

    let (first, second, third) = (
        Browser::open("limit-first", Look::DESK).await,
        Browser::open("limit-second", Look::PHONE).await,
        Browser::open("limit-third", Look::DESK).await,
    );
    for guest in [&first, &second] {
        guest.go(&link).await;
        guest.see("question").await;
        // A browser that sent no usable `Origin` would be refused here.
        guest.click(BUTTON).await;
        // The question is at the same path.
        guest.find("main.one").await;
        assert!(guest.text().await.contains("Lighthouse Cottage"));
        assert_eq!(guest.url().await.query(), None);
    }
    third.go(&link).await;
    assert_eq!(third.status().await, 403);
    third.see("refused").await;

    first.go(&server.url("/booking/1/")).await;
    first.arrive("/booking/1/").await;
    // It is asked nothing when it comes with the link again.
    first.go(&link).await;
    first.arrive("/booking/1/").await;
    jane.go(&server.url("/links/")).await;
    let opened = jane.newest_link(3).await;
    assert!(opened.starts_with("2 of 2"), "{opened}");
    jane.see("used-up").await;
}

#[tokio::test]
async fn a_passphrase_is_asked_for_again_where_it_was_wrong() {
    let server = Server::start_with_bookings();
    let jane = Browser::open("passphrase-owner", Look::DESK).await;
    jane.log_in(&server, JANE).await;
    let fields = [("#path", "/booking/1/"), ("#passphrase", PASSPHRASE)];
    let link = jane.make_link(&server, &fields).await;

    let guest = Browser::open("passphrase-guest", Look::PHONE).await;
    guest.go(&link).await;
    guest.see("question").await;
    guest.fill("#passphrase", "lighthouse").await;
    guest.click(BUTTON).await;
    guest.find("#passphrase-error").await;
    assert_eq!(guest.status().await, 403);
    let mistake = guest.mistake_of("#passphrase").await;
    assert_eq!(mistake[0], "This is not the passphrase. Try again.");
    guest.see("wrong").await;
    guest.go(&server.url("/booking/1/")).await;
    guest.arrive("/login/").await;

    guest.go(&link).await;
    guest.fill("#passphrase", "lighthouse").await;
    guest.click(BUTTON).await;
    guest.find("#passphrase-error").await;
    guest.fill("#passphrase", PASSPHRASE).await;
    guest.click(BUTTON).await;
    guest.arrive("/booking/1/").await;
    assert_eq!(guest.url().await.query(), None);
    assert!(guest.text().await.contains("Lighthouse Cottage"));
}
