//! The headers of every answer.

use axum::{Router, routing::get};

use crate::{
    app::{JANE, TestApp},
    browser::Page,
};

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

#[tokio::test]
async fn every_page_keeps_to_itself() {
    let app = TestApp::new().await;
    let link = app.link(JANE).await;
    let mut browser = app.logged_in(JANE).await;
    let cancel = link.replace("/auth/", "/cancel/");
    let link = app.link(JANE).await;
    for path in [
        "/login/",
        "/login/sent/",
        &link,
        "/login/auth/?sesame=x",
        &cancel,
        "/login/cancelled/",
        "/login/code/",
        "/logout/",
        "/account/",
        "/account/log-out/",
        "/nowhere/",
    ] {
        for page in [
            browser.get(path).await,
            browser.head(path).await,
            app.browser().get(path).await,
        ] {
            check(path, &page);
        }
        browser = app.logged_in_by_link(JANE).await;
    }
    let fields = browser.get("/account/").await.form("/logout/");
    check("logout", &browser.post("/logout/", &fields).await);
    check("forged", &browser.post("/logout/", &fields).await);
    let mut limited = app.browser();
    limited.ask(JANE).await;
    check("limited", &limited.ask(JANE).await);
    check(
        "host",
        &app.browser()
            .with("host", "evil.example")
            .get("/login/")
            .await,
    );
}

fn check(path: &str, page: &Page) {
    let all = |name: &str| -> Vec<_> {
        page.headers
            .get_all(name)
            .iter()
            .map(|value| value.to_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(all("content-security-policy"), [POLICY], "{path}");
    assert_eq!(all("cache-control"), ["no-store"], "{path}");
    assert_eq!(all("x-content-type-options"), ["nosniff"], "{path}");
    assert_eq!(all("x-frame-options"), ["DENY"], "{path}");
    assert_eq!(all("x-robots-tag"), ["noindex, nofollow"], "{path}");
    assert_eq!(
        all("strict-transport-security"),
        ["max-age=31536000"],
        "{path}"
    );
    assert!(
        all("etag").is_empty() && all("last-modified").is_empty(),
        "{path}"
    );
    let has_form = page.body.contains("<form");
    let referrer = all("referrer-policy");
    assert!(
        referrer == ["no-referrer"] || referrer == ["same-origin"],
        "{path}: {referrer:?}"
    );
    assert!(
        !has_form || referrer == ["same-origin"],
        "{path}: {referrer:?}"
    );
    let html = &page.body;
    for outside in [
        "src=",
        "http://",
        "https://",
        "<script",
        "style=",
        "onclick",
        "javascript:",
    ] {
        assert!(!html.contains(outside), "{path} has {outside}");
    }
}

#[tokio::test]
async fn the_style_sheet_may_be_kept_for_good() {
    let app = TestApp::new().await;
    let page = app.browser().get("/login/").await.body;
    let start = page.find("/login/style-").unwrap();
    let path = &page[start..start + page[start..].find('"').unwrap()];
    let style = app.browser().get(path).await;
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(
        style.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert!(style.body.contains("prefers-color-scheme: dark"));
    assert!(!style.headers.contains_key("set-cookie"));
    assert!(!style.body.contains("url(") && !style.body.contains("@import"));
}

#[tokio::test]
async fn pages_of_the_application_keep_their_own_headers() {
    let app = TestApp::build(
        "https://testserver",
        |settings| settings,
        |magic_link| {
            let strict = magic_link.protect(Router::new().route("/strict/", get(|| async { "x" })));
            Router::new()
                .route(
                    "/plain/",
                    get(|| async { ([("cache-control", "max-age=1")], "x") }),
                )
                .merge(strict)
        },
    )
    .await;
    let plain = app.browser().get("/plain/").await;
    assert_eq!(plain.header("cache-control"), "max-age=1");
    assert_eq!(plain.header("content-security-policy"), "");
    let with_token = app.browser().get("/plain/?sesame=x").await;
    assert_eq!(with_token.header("referrer-policy"), "");
    check("/strict/", &app.browser().get("/strict/").await);
}
