//! Software that opens the links of mails, and browsers that load what was not clicked.

use axum::http::Method;

use crate::{
    app::{JANE, Letter as _, TestApp},
    corpus::{self, pairs},
};

#[tokio::test]
async fn no_row_of_the_corpus_uses_up_a_link_or_gets_a_session() {
    for row in corpus::headers("scanner") {
        let app = TestApp::new().await;
        let mut person = app.browser();
        person.ask(JANE).await;
        let link = app.mail().await.link();
        let mut scanner = app.browser();
        let count = match row.input["sequence"].as_str() {
            Some(text) => text.split_once(" x GET").unwrap().0.parse().unwrap(),
            None => 1,
        };
        for _ in 0..count {
            let status = scan(&mut scanner, &row, &link).await;
            let allowed: &[u16] = match row.expected.as_str() {
                "200 confirm page, token NOT consumed, no session cookie" | "user logs in" => {
                    &[200]
                }
                "200 confirm page or 204/403, token NOT consumed" => &[200, 204, 403],
                "405" | "no consumption" => &[405],
                "403, token NOT consumed" => &[403],
                other => panic!("{}: {other}", row.id),
            };
            assert!(allowed.contains(&status), "{}: {status}", row.id);
            assert!(!scanner.is_logged_in(), "{}", row.id);
        }
        let mut elsewhere = app.browser();
        let confirm = elsewhere.get(&link).await;
        confirm.assert(200, JANE);
        person.get(&link).await.assert(303, "");
        assert!(person.is_logged_in(), "{}", row.id);
    }
}

async fn scan(scanner: &mut crate::browser::Browser, row: &corpus::Row, link: &str) -> u16 {
    let method = row.input["method"]
        .as_str()
        .unwrap_or("GET")
        .parse::<Method>()
        .unwrap();
    scanner.headers.retain(|(name, _)| name == "host");
    let mut body = None;
    if row.input["headers"].is_object() {
        for (name, value) in pairs(&row.input["headers"]) {
            match name.as_str() {
                "body" => body = Some(value),
                _ => scanner.headers.push((name, value)),
            }
        }
    }
    scanner.send(method, link, body).await.status.as_u16()
}

#[tokio::test]
async fn the_browser_that_asked_is_not_logged_in_by_what_it_loads_ahead() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    browser.ask(JANE).await;
    let link = app.mail().await.link();
    for (name, value) in [
        ("sec-purpose", "prefetch;prerender"),
        ("purpose", "prefetch"),
        ("x-moz", "prefetch"),
        ("sec-fetch-dest", "iframe"),
        ("sec-fetch-mode", "no-cors"),
    ] {
        let mut ahead = app.browser().with(name, value);
        ahead.cookies = browser.cookies.clone();
        ahead.get(&link).await.assert(200, JANE);
        assert!(!ahead.is_logged_in(), "{name}");
    }
    browser.get(&link).await.assert(303, "");
    assert!(browser.is_logged_in());
}

#[tokio::test]
async fn a_scanner_that_sends_the_form_of_the_page_without_its_cookie_is_refused() {
    let app = TestApp::new().await;
    let link = app.link(JANE).await;
    let mut scanner = app.browser();
    let page = scanner.get(&link).await;
    scanner.cookies.clear();
    let sent = scanner.submit(&page, "/login/auth/", &[]).await;
    sent.assert(403, "Please try again");
    app.open(&link).await;
}
