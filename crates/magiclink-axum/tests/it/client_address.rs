//! The address of a client behind proxies.

use std::net::{IpAddr, SocketAddr};

use axum::{Router, routing::get};
use magiclink_axum::{TrustedProxies, Visit};

use crate::{
    app::TestApp,
    corpus::{self, pairs},
};

#[tokio::test]
async fn every_row_of_the_corpus_is_answered_as_it_says() {
    for row in corpus::headers("client-ip") {
        if row.expected == "startup refuses" {
            let networks = &row.input["config"]["trusted_proxies"];
            assert!(proxies(networks).is_none(), "{}", row.id);
            continue;
        }
        let networks = proxies(&row.input["trusted_proxies"]).unwrap();
        let routes = Router::new().route("/network/", get(network));
        let change =
            |settings: magiclink_axum::WebSettings| settings.with_trusted_proxies(networks);
        let app = TestApp::build("https://testserver", change, |_| routes).await;
        let peer = row.input["peer"]
            .as_str()
            .unwrap()
            .parse::<IpAddr>()
            .unwrap();
        let mut browser = app.browser();
        browser.peer = SocketAddr::from((peer, 1));
        for (name, value) in pairs(&row.input["headers"]) {
            browser.headers.push((name, value));
        }
        let found = browser.get("/network/").await.body;
        let expected = row.expected.split(" or the ").next().unwrap();
        assert_eq!(found, expected, "{}", row.id);
    }
}

async fn network(visit: Visit) -> String {
    visit.client().network()
}

fn proxies(networks: &serde_json::Value) -> Option<TrustedProxies> {
    let networks = networks.as_array().unwrap().iter();
    TrustedProxies::parse(networks.map(|network| network.as_str().unwrap())).ok()
}

#[tokio::test]
async fn clients_whose_address_is_unknown_share_one_limit() {
    use axum::{
        body::Body,
        http::{Request, header},
    };
    let app = TestApp::build(
        "https://testserver",
        |settings| settings,
        |_| Router::new().route("/network/", get(network)),
    )
    .await;
    let request = Request::builder()
        .uri("/network/")
        .header(header::HOST, "testserver");
    let answer = app.send(request.body(Body::empty()).unwrap()).await;
    let body = axum::body::to_bytes(answer.into_body(), 100).await.unwrap();
    assert_eq!(&body[..], b"unknown");
}
