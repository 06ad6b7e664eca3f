//! A handler that takes links of either kind.

use std::time::Duration;

use magiclink::link::NewLink;

use super::{BOOKING, app, jane, labelled, make, revoke, url};
use crate::app::JANE;

const PATH: &str = "/booking/7/share/";

#[tokio::test]
async fn a_handler_takes_links_of_either_kind() {
    let app = app().await;
    let made = make(&app, &BOOKING.scope(7), labelled("x")).await;
    let tokens = app.magic_link.tokens();
    let plain = tokens.create(&jane(&app).await, &BOOKING.scope(7)).unwrap();
    let mut browser = app.browser();
    let by_token = browser
        .get(&format!("{PATH}{}", plain.query_string()))
        .await;
    by_token.assert(200, "jane.doe@example.com None");
    assert!(browser.cookies.is_empty(), "nothing is kept of it");
    browser.get(PATH).await.assert(403, "");
    browser.get(&url(PATH, &made)).await.assert(303, "");
    browser
        .get(PATH)
        .await
        .assert(200, "jane.doe@example.com Some(\"x\")");
    browser.get("/booking/8/share/").await.assert(403, "");
    assert_eq!(browser.get("/booking/x/share/").await.status, 404);
    revoke(&app, &made).await;
    let by_token = browser
        .get(&format!("{PATH}{}", plain.query_string()))
        .await;
    by_token.assert(200, "jane.doe@example.com None");
}

#[tokio::test]
async fn an_optional_link_lets_everybody_in() {
    let app = app().await;
    let made = make(&app, &BOOKING.scope(7), NewLink::default()).await;
    let mut browser = app.browser();
    assert_eq!(browser.get("/optional/7/").await.body, "nobody");
    assert_eq!(browser.get("/optional/7/?sesame=x").await.body, "nobody");
    browser
        .get(&url("/optional/7/", &made))
        .await
        .assert(303, "");
    assert_eq!(browser.get("/optional/7/").await.body, JANE);
    assert_eq!(browser.get("/optional/8/").await.body, "nobody");
}

#[tokio::test]
async fn a_plain_token_dies_with_its_time_as_before() {
    let app = app().await;
    let tokens = app.magic_link.tokens();
    let plain = tokens.create(&jane(&app).await, &BOOKING.scope(7)).unwrap();
    app.clock.advance(Duration::from_hours(7 * 24));
    let late = app
        .browser()
        .get(&format!("{PATH}{}", plain.query_string()))
        .await;
    late.assert(403, "This link does not work");
}
