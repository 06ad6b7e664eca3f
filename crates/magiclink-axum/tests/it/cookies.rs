//! Which cookies count.

use axum::{
    body::Body,
    http::{HeaderValue, Request, header},
};

use magiclink::store::{Limits as _, LoginStore as _, SessionStore as _};

use crate::{
    app::{JANE, Letter as _, TestApp},
    corpus,
};

#[tokio::test]
async fn every_row_of_the_corpus_is_answered_as_it_says() {
    let app = TestApp::new().await;
    let valid = app.logged_in(JANE).await.cookies["__Host-session"].clone();
    let attacker = app.logged_in_by_link(JANE).await.cookies["__Host-session"].clone();
    for row in corpus::headers("cookie") {
        let line = row.input["Cookie"].as_str().unwrap();
        let line = line
            .replace("VALIDSESSION", &valid)
            .replace("ATTACKER", &attacker);
        let request = Request::builder()
            .uri("/account/")
            .header(header::HOST, "testserver")
            .header(
                header::COOKIE,
                HeaderValue::from_bytes(line.as_bytes()).unwrap(),
            );
        let status = app
            .send(request.body(Body::empty()).unwrap())
            .await
            .status();
        let is_authenticated = match row.expected.as_str() {
            "authenticated" | "authenticated as VALID" | "authenticated or 431" => true,
            "anonymous" => false,
            other => panic!("{}: {other}", row.id),
        };
        assert_eq!(status == 200, is_authenticated, "{}", row.id);
    }
}

#[tokio::test]
async fn every_cookie_has_every_protection() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let form = browser.get("/login/").await;
    let asked = browser.submit(&form, "/login/", &[("email", JANE)]).await;
    let done = browser.get(&app.mail().await.link()).await;
    let (mut names, mut count) = (Vec::new(), 0);
    for line in [&form, &asked, &done]
        .iter()
        .flat_map(|page| page.headers.get_all("set-cookie"))
    {
        let line = line.to_str().unwrap();
        assert!(
            line.contains("; Path=/;") && !line.contains("Domain"),
            "{line}"
        );
        assert!(line.ends_with("; Secure; HttpOnly; SameSite=Lax"), "{line}");
        names.push(line.split('=').next().unwrap().to_owned());
        count += 1;
    }
    names.sort();
    names.dedup();
    assert_eq!(names, ["__Host-form", "__Host-login", "__Host-session"]);
    assert_eq!(count, 5);
}

#[tokio::test]
async fn without_https_cookies_have_plain_names() {
    let change = |settings| settings;
    let app = TestApp::build("http://localhost:8000", change, |_| axum::Router::new()).await;
    let mut browser = app.browser().with("host", "localhost:8000");
    let form = browser.get("/login/").await;
    assert!(form.header("set-cookie").starts_with("form="));
    assert!(!form.header("set-cookie").contains("Secure"));
    assert_eq!(form.header("strict-transport-security"), "");
}

#[tokio::test]
async fn a_visit_keeps_nothing_in_the_store() {
    let app = TestApp::new().await;
    for path in [
        "/login/",
        "/login/sent/",
        "/logout/",
        "/account/",
        "/nowhere/",
    ] {
        app.browser().get(path).await;
    }
    let later = app
        .clock
        .now()
        .saturating_add(std::time::Duration::from_hours(10_000));
    assert_eq!(app.store.delete_sessions(later).await.unwrap(), 0);
    assert_eq!(app.store.delete_logins(later).await.unwrap(), 0);
    assert_eq!(app.store.delete_limits(later).await.unwrap(), 0);
}
