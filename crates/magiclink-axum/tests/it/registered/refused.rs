//! Refused links: one page for every reason, and no cookie.

use std::time::Duration;

use magiclink::{
    link::NewLink,
    scope::Login,
    store::{LinkStore as _, PersonStore as _},
};

use super::{BOOKING, FILE, app, jane, limited, make, revoke, url};
use crate::browser::Page;

const PATH: &str = "/booking/7/share/";

#[tokio::test]
async fn every_reason_has_the_same_page_and_no_cookie() {
    let app = app().await;
    let new = NewLink::default;
    let revoked = make(&app, &BOOKING.scope(7), new()).await;
    revoke(&app, &revoked).await;
    let used = make(&app, &BOOKING.scope(7), limited(1)).await;
    let mut other = app.browser();
    let question = other.get(&url(PATH, &used)).await;
    other
        .submit(&question, "/link/open/", &[])
        .await
        .assert(303, "");
    let elsewhere = make(&app, &BOOKING.scope(8), new()).await;
    let page = make(&app, &FILE.scope(PATH), new()).await;
    let deleted = make(&app, &BOOKING.scope(7), new()).await;
    let expired = NewLink {
        max_age: Some(Duration::from_mins(1)),
        ..new()
    };
    let expired = make(&app, &BOOKING.scope(7), expired).await;
    app.clock.advance(Duration::from_mins(1));
    let later = deleted.link.expires.next();
    let bob = app.add("bob@example.com").await;
    let links = app.magic_link.links();
    let of_bob = links.create(&bob, &BOOKING.scope(7), new()).await.unwrap();
    app.store
        .set_person_active(bob.id, false, later)
        .await
        .unwrap();
    let tokens = app.magic_link.tokens();
    let login = tokens.create(&jane(&app).await, &Login).unwrap();

    let mut pages: Vec<(&str, Page)> = Vec::new();
    for (reason, token) in [
        ("revoked", revoked.token.expose()),
        ("used up", used.token.expose()),
        ("another thing", elsewhere.token.expose()),
        ("another kind of thing", page.token.expose()),
        ("expired", expired.token.expose()),
        ("owner disabled", of_bob.token.expose()),
        ("a login token", login.expose()),
        ("no token", "x"),
        ("an empty token", ""),
        ("too long", &"A".repeat(600)),
    ] {
        let mut browser = app.browser();
        let page = browser.get(&format!("{PATH}?sesame={token}")).await;
        assert!(browser.cookies.is_empty(), "{reason}");
        pages.push((reason, page));
    }
    // The row is gone, which no page can tell from a link that was never registered.
    app.store.delete_links(later).await.unwrap();
    pages.push(("no row", app.browser().get(&url(PATH, &deleted)).await));
    pages.push(("no link", app.browser().get(PATH).await));
    for (reason, page) in &pages {
        page.assert(403, "This link does not work");
        assert_eq!(page.body, pages[0].1.body, "{reason}");
        assert!(!page.headers.contains_key("set-cookie"), "{reason}");
        assert_eq!(page.header("cache-control"), "no-store", "{reason}");
        assert_eq!(page.header("referrer-policy"), "no-referrer", "{reason}");
        assert_eq!(page.header("x-robots-tag"), "noindex, nofollow", "{reason}");
    }
}

#[tokio::test]
async fn a_url_with_two_tokens_is_refused() {
    let app = app().await;
    let made = make(&app, &BOOKING.scope(7), NewLink::default()).await;
    let twice = format!("{}&sesame=x", url(PATH, &made));
    app.browser().get(&twice).await.assert(400, "");
    app.browser()
        .get(&twice.replace("/booking/7/share/", "/files/7/"))
        .await
        .assert(400, "");
}

#[tokio::test]
async fn the_token_of_a_registered_link_does_not_log_in() {
    let app = app().await;
    let made = make(&app, &BOOKING.scope(7), NewLink::default()).await;
    let mut browser = app.browser();
    let page = browser.get(&url("/login/auth/", &made)).await;
    page.assert(403, "This link does not work");
    assert!(!browser.is_logged_in());
}

#[tokio::test]
async fn a_form_for_a_link_that_was_revoked_meanwhile_is_refused() {
    let app = app().await;
    let made = make(&app, &BOOKING.scope(7), limited(1)).await;
    let mut browser = app.browser();
    let question = browser.get(&url(PATH, &made)).await;
    revoke(&app, &made).await;
    let answer = browser.submit(&question, "/link/open/", &[]).await;
    answer.assert(403, "This link does not work");
    assert_eq!(browser.get("/link/open/").await.status, 405);
}
