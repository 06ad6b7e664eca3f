//! Forms that do not come from a page of this site.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use url::form_urlencoded;

use crate::{
    app::{JANE, Letter as _, TestApp},
    corpus::{self, Row, pairs},
};

#[tokio::test]
async fn every_row_of_the_corpus_is_answered_as_it_says() {
    for row in corpus::headers("csrf") {
        let app = TestApp::new().await;
        app.add("a@x.com").await;
        app.add("b@y.com").await;
        let status = send(&app, &row).await;
        let mails = app.mails().await.len();
        let allowed: &[u16] = match row.expected.as_str() {
            "PASS" => &[303],
            "PASS or 403" => &[303, 403],
            "403" => &[403],
            "403 or 405" => &[403, 405],
            "415 or 400" => &[415, 400],
            "400" => &[400],
            "no state change" => &[200, 405],
            "400 or generic page with at most one mail to a stored address" => &[400, 303],
            other => panic!("{}: {other}", row.id),
        };
        assert!(
            allowed.contains(&status),
            "{}: {status}, not {}",
            row.id,
            row.expected
        );
        assert_eq!(mails, usize::from(status == 303), "{}", row.id);
    }
}

/// Sends what a row says, from a browser that has loaded the form.
async fn send(app: &TestApp, row: &Row) -> u16 {
    let mut browser = app.browser();
    let mut fields = browser.get("/login/").await.form("/login/");
    fields.retain(|(name, _)| name == "form_token" && row.input["form_token"] == "valid");
    let headers = pairs(&row.input["headers"]);
    let mut body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&fields)
        .finish();
    let sent = headers
        .iter()
        .find(|(name, _)| name == "body")
        .map(|(_, body)| body.as_str());
    body = format!("{body}&{}", sent.unwrap_or("email=a%40x.com"));
    let path = format!("{}/", row.input["path"].as_str().unwrap());
    let mut request = Request::builder()
        .method(row.input["method"].as_str().unwrap())
        .uri(path)
        .header(header::HOST, "testserver");
    for (name, value) in &headers {
        if name != "body" {
            request = request.header(name, value);
        }
    }
    if !headers.iter().any(|(name, _)| name == "content-type") {
        request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    if row.input["csrf_cookie"] == true {
        let cookie = format!("__Host-form={}", browser.cookies["__Host-form"]);
        request = request.header(header::COOKIE, cookie);
    }
    app.send(request.body(Body::from(body)).unwrap())
        .await
        .status()
        .as_u16()
}

#[tokio::test]
async fn a_form_token_belongs_to_one_browser() {
    let app = TestApp::new().await;
    let mut attacker = app.browser();
    let form = attacker.get("/login/").await;
    let mut victim = app.browser();
    victim.get("/login/").await;
    let forged = victim.submit(&form, "/login/", &[("email", JANE)]).await;
    forged.assert(403, "Please try again");
    assert_eq!(app.mails().await.len(), 0);
}

#[tokio::test]
async fn a_form_token_does_not_survive_a_login() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let before = browser.get("/login/").await;
    let cookie = browser.cookies["__Host-form"].clone();
    browser.ask(JANE).await;
    browser.get(&app.mail().await.link()).await.assert(303, "");
    assert_ne!(browser.cookies["__Host-form"], cookie);
    let fields = before.form("/login/");
    assert_eq!(browser.post("/logout/", &fields).await.status, 403);
    browser.cookies.insert("__Host-form".into(), cookie);
    assert_eq!(browser.post("/logout/", &fields).await.status, 403);
    browser.get("/account/").await.assert(200, JANE);
}

#[tokio::test]
async fn every_form_is_refused_without_its_token_and_from_another_site() {
    let app = TestApp::new().await;
    let mut browser = app.logged_in(JANE).await;
    let actions = [
        "/login/",
        "/login/auth/",
        "/login/code/",
        "/login/cancel/",
        "/logout/",
        "/account/log-out/",
        "/account/log-out-others/",
        "/link/open/",
    ];
    let fields = browser.get("/account/").await.form("/logout/");
    for action in actions {
        assert_eq!(browser.post(action, &[]).await.status, 403, "{action}");
        let mut foreign = app.browser().with("sec-fetch-site", "cross-site");
        foreign.cookies = browser.cookies.clone();
        assert_eq!(foreign.post(action, &fields).await.status, 403, "{action}");
        assert_eq!(
            browser.send(Method::PUT, action, None).await.status,
            405,
            "{action}"
        );
    }
    browser.get("/account/").await.assert(200, JANE);
}

#[tokio::test]
async fn a_form_that_is_too_long_is_refused() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let mut fields = browser.get("/login/").await.form("/login/");
    fields.push(("email".to_owned(), "x".repeat(17_000)));
    browser
        .post("/login/", &fields)
        .await
        .assert(413, "That is too much");
}

#[tokio::test]
async fn a_hidden_origin_counts_where_the_browser_vouches_for_it() {
    let app = TestApp::new().await;
    for (site, status) in [("same-origin", 303), ("cross-site", 403), ("", 403)] {
        let mut browser = app.browser();
        let mut fields = browser.get("/login/").await.form("/login/");
        fields.push((
            "email".to_owned(),
            format!("nobody{status}{site}@example.com"),
        ));
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&fields)
            .finish();
        let cookie = format!("__Host-form={}", browser.cookies["__Host-form"]);
        let request = Request::post("/login/")
            .header(header::HOST, "testserver")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie)
            .header(header::ORIGIN, "null")
            .header("sec-fetch-site", site);
        let answer = app.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status(), status, "{site}");
    }
}
