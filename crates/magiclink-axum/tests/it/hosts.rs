//! The host that a request names, and links that do not depend on it.

use std::net::SocketAddr;

use magiclink_axum::TrustedProxies;

use crate::{
    app::{JANE, TestApp},
    corpus::{pairs, rows},
};

#[tokio::test]
async fn every_row_of_the_corpus_is_answered_as_it_says() {
    let text = include_str!("../../testdata/hosts.tsv");
    let rows = rows(
        text,
        ["id", "situation", "headers_json", "expected_status", "why"],
    );
    let mut count = 0;
    for [id, situation, headers, expected, _] in rows {
        let headers: serde_json::Value = serde_json::from_str(&headers).unwrap();
        let app = app().await;
        let mut browser = app.browser();
        match situation.as_str() {
            "direct" => {}
            "peer is a trusted proxy" => browser.peer = SocketAddr::from(([10, 0, 0, 5], 1)),
            // What a parser of HTTP/1 lets through: the tests of the program have connections for that.
            "raw socket" => continue,
            other => panic!("{id}: unknown situation `{other}`"),
        }
        for (name, value) in pairs(&headers) {
            browser = browser.with(&name, &value);
        }
        let form = browser.get("/login/").await;
        let status = match expected.as_str() {
            "OK" => 200,
            "400" => 400,
            other => panic!("{id}: unknown expectation `{other}`"),
        };
        assert_eq!(form.status, status, "{id}");
        assert_eq!(
            form.headers.contains_key("set-cookie"),
            status == 200,
            "{id}"
        );
        if status == 200 {
            let origin = form_origin(&pairs(&headers));
            let mut browser = browser.with("origin", &origin);
            browser
                .submit(&form, "/login/", &[("email", JANE)])
                .await
                .assert(303, "");
            let mail = app.mail().await;
            let links: Vec<_> = mail
                .text
                .lines()
                .filter(|line| line.contains("://"))
                .collect();
            assert_eq!(links.len(), 2, "{id}");
            assert!(
                links
                    .iter()
                    .all(|link| link.starts_with("https://testserver/")),
                "{id}"
            );
            assert!(!mail.html.contains("evil"), "{id}");
        }
        count += 1;
    }
    assert!(count > 40);
}

/// What a browser would send as `Origin`: where it believes to be.
fn form_origin(headers: &[(String, String)]) -> String {
    let host = headers.iter().find(|(name, _)| name == "host").unwrap();
    let host = if host.1.starts_with("10.") {
        "testserver"
    } else {
        &host.1
    };
    format!("https://{host}")
}

async fn app() -> TestApp {
    let hosts = [
        ".multitenant.com",
        "12.34.56.78",
        "[2001:19f0:feee::dead:beef:cafe]",
        "xn--4ca9at.com",
    ];
    TestApp::with(|settings| {
        let proxies = TrustedProxies::parse(["10.0.0.0/8"]).unwrap();
        let settings = settings.with_trusted_proxies(proxies);
        hosts
            .into_iter()
            .fold(settings, magiclink_axum::WebSettings::with_allowed_host)
    })
    .await
}
