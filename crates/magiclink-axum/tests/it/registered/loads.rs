//! What loads a link without being a click counts nothing and gets in nowhere.

use axum::http::Method;
use magiclink::link::NewLink;

use super::{BOOKING, app, has_cookie, limited, locked, make, row, url};
use crate::corpus::{self, pairs};

const PATH: &str = "/booking/7/share/";

#[tokio::test]
async fn head_and_prefetch_count_nothing_and_get_no_cookie_of_the_link() {
    let app = app().await;
    for new in [NewLink::default(), limited(1), locked("correct horse")] {
        let made = make(&app, &BOOKING.scope(7), new).await;
        for (name, value) in [
            ("sec-purpose", "prefetch;prerender"),
            ("purpose", "prefetch"),
            ("x-moz", "prefetch"),
            ("sec-fetch-dest", "iframe"),
            ("sec-fetch-mode", "no-cors"),
        ] {
            let mut ahead = app.browser().with(name, value);
            ahead.get(&url(PATH, &made)).await.assert(200, "Open");
            assert!(!has_cookie(&ahead, &made), "{name}: {value}");
        }
        let mut browser = app.browser();
        let head = browser.head(&url(PATH, &made)).await;
        assert_eq!((head.status.as_u16(), &*head.body), (200, ""));
        assert!(!has_cookie(&browser, &made));
        assert_eq!(row(&app, &made).await, made.link, "nothing is counted");
    }
}

#[tokio::test]
async fn what_was_loaded_ahead_can_be_opened_by_its_button() {
    let app = app().await;
    let made = make(&app, &BOOKING.scope(7), NewLink::default()).await;
    let mut browser = app.browser().with("sec-purpose", "prefetch");
    let page = browser.get(&url(PATH, &made)).await;
    browser
        .submit(&page, "/link/open/", &[])
        .await
        .assert(303, "");
    assert!(has_cookie(&browser, &made));
    assert_eq!(row(&app, &made).await.uses, 1);
}

#[tokio::test]
async fn no_row_of_the_corpus_uses_up_a_link_or_gets_in() {
    let app = app().await;
    for scan in corpus::headers("scanner") {
        let made = make(&app, &BOOKING.scope(7), limited(1)).await;
        let mut scanner = app.browser();
        scanner.headers.retain(|(name, _)| name == "host");
        let mut body = None;
        if scan.input["headers"].is_object() {
            for (name, value) in pairs(&scan.input["headers"]) {
                match name.as_str() {
                    "body" => body = Some(value),
                    _ => scanner.headers.push((name, value)),
                }
            }
        }
        let method = scan.input["method"].as_str().unwrap_or("GET");
        let method: Method = method.parse().unwrap();
        scanner.send(method, &url(PATH, &made), body).await;
        assert!(!has_cookie(&scanner, &made), "{}", scan.id);
        assert_eq!(row(&app, &made).await.uses, 0, "{}", scan.id);
    }
}
