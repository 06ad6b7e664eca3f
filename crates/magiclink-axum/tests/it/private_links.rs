//! Private links as an argument of a handler.

use std::time::Duration;

use axum::{Router, routing::get};
use magiclink::{
    account::Account as _,
    person::People,
    scope::{Namespace, Private},
    store::PersonStore as _,
};
use magiclink_axum::{Authenticated, LinkScope, MagicLink};

use crate::app::{JANE, TestApp};

const BOOKING: Namespace = Namespace::from_static("booking");

struct Booking;

impl LinkScope for Booking {
    type Path = i64;

    fn scope(id: i64) -> Private {
        BOOKING.scope(id)
    }
}

struct Fresh;

impl LinkScope for Fresh {
    type Path = i64;

    const MAX_AGE: Option<Duration> = Some(Duration::from_mins(5));
    const OVERRIDES: bool = false;

    fn scope(id: i64) -> Private {
        BOOKING.scope(id)
    }
}

async fn required(shared: Authenticated<People, Booking>) -> String {
    shared.account.email().to_owned()
}

async fn optional(shared: Option<Authenticated<People, Booking>>) -> String {
    shared.map_or_else(
        || "nobody".to_owned(),
        |shared| shared.account.email().to_owned(),
    )
}

async fn fresh(shared: Authenticated<People, Fresh>) -> String {
    shared.account.email().to_owned()
}

async fn app() -> TestApp {
    let routes = |magic_link: &MagicLink<People>| {
        Router::new()
            .route("/booking/{id}/", get(required))
            .route("/optional/{id}/", get(optional))
            .route("/fresh/{id}/", get(fresh))
            .with_state(magic_link.clone())
    };
    let change = |settings: magiclink_axum::WebSettings| {
        settings.with_tokens(|tokens| tokens.with_namespace(BOOKING))
    };
    let app = TestApp::build("https://testserver", change, routes).await;
    app.add("bob@example.com").await;
    app
}

async fn token(app: &TestApp, id: i64) -> String {
    let jane = app.store.find_person(1).await.unwrap().unwrap();
    app.magic_link
        .tokens()
        .create(&jane, &BOOKING.scope(id))
        .unwrap()
        .expose()
        .to_owned()
}

#[tokio::test]
async fn a_link_opens_its_booking_and_no_other_and_logs_nobody_in() {
    let app = app().await;
    let token = token(&app, 7).await;
    let mut browser = app.browser();
    let page = browser.get(&format!("/booking/7/?sesame={token}")).await;
    assert_eq!(page.body, JANE);
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("x-robots-tag"), "noindex, nofollow");
    assert!(browser.cookies.is_empty());
    for path in [
        format!("/booking/8/?sesame={token}"),
        "/booking/7/".to_owned(),
        format!("/login/auth/?sesame={token}"),
    ] {
        browser
            .get(&path)
            .await
            .assert(403, "This link does not work");
    }
    assert_eq!(browser.get("/booking/x/").await.status, 404);
    assert_eq!(
        browser
            .get(&format!("/booking/7/?sesame={token}&sesame=x"))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn an_optional_link_lets_everybody_in() {
    let app = app().await;
    let token = token(&app, 7).await;
    let mut browser = app.browser();
    assert_eq!(
        browser
            .get(&format!("/optional/7/?sesame={token}"))
            .await
            .body,
        JANE
    );
    assert_eq!(browser.get("/optional/7/").await.body, "nobody");
    assert_eq!(browser.get("/optional/7/?sesame=x").await.body, "nobody");
}

#[tokio::test]
async fn a_route_can_ask_for_a_younger_token() {
    let app = app().await;
    let token = token(&app, 7).await;
    app.clock.advance(Duration::from_mins(5));
    let mut browser = app.browser();
    browser
        .get(&format!("/fresh/7/?sesame={token}"))
        .await
        .assert(403, "");
    browser
        .get(&format!("/booking/7/?sesame={token}"))
        .await
        .assert(200, JANE);
}

#[tokio::test]
async fn whoever_is_logged_in_counts_before_or_after_the_link() {
    let app = app().await;
    let token = token(&app, 7).await;
    let mut bob = app.logged_in("bob@example.com").await;
    assert_eq!(
        bob.get(&format!("/booking/7/?sesame={token}")).await.body,
        JANE
    );
    assert_eq!(
        bob.get(&format!("/fresh/7/?sesame={token}")).await.body,
        "bob@example.com"
    );
    assert_eq!(bob.get("/fresh/7/").await.body, "bob@example.com");
    assert_eq!(
        app.browser()
            .get(&format!("/fresh/7/?sesame={token}"))
            .await
            .body,
        JANE
    );
}
