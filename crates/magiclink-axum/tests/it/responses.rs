//! The corpus of what answers must have, each row over every answer that it is about.

use axum::{Router, http::HeaderMap, routing::get};
use magiclink::{
    person::People,
    scope::{Namespace, Private},
};
use magiclink_axum::{Authenticated, LinkScope, MagicLink, PageError};

use crate::{
    app::{JANE, Letter as _, TestApp},
    browser::{Browser, Page},
    corpus,
};

const SHARE: Namespace = Namespace::from_static("share");

struct Share;

impl LinkScope for Share {
    type Path = i64;

    fn scope(id: i64) -> Private {
        SHARE.scope(id)
    }
}

async fn share(_: Authenticated<People, Share>) -> &'static str {
    "a shared page"
}

/// The pages of the flows, and some of an application.
async fn app() -> TestApp {
    let routes = |magic_link: &MagicLink<People>| {
        let own = Router::new().route("/admin/{page}/", get(async || "an own page"));
        Router::new()
            .route("/share/{id}/", get(share))
            .route("/broken/", get(broken))
            .merge(magic_link.protect(own))
            .with_state(magic_link.clone())
    };
    let namespaces =
        |settings: magiclink_axum::WebSettings| settings.with_tokens(|it| it.with_namespace(SHARE));
    TestApp::build("https://testserver", namespaces, routes).await
}

async fn broken() -> Result<(), PageError> {
    Err(PageError::internal("SELECT token FROM secrets"))
}

#[tokio::test]
async fn every_row_of_the_corpus_holds_for_every_answer_that_it_is_about() {
    for row in corpus::headers("response") {
        let app = app().await;
        let route = row.input["route"].as_str().unwrap();
        if row.expected == "same headers as GET, no body, no side effect" {
            assert_eq!(route, "HEAD x", "{}", row.id);
            check_head(&app, &row.id).await;
            continue;
        }
        let answers = answers(&app, route, &row.id).await;
        assert!(!answers.is_empty(), "{}: no answers", row.id);
        for (path, page) in answers {
            check(&page, &row.expected, &format!("{} at {path}", row.id));
        }
    }
}

/// The answers that a row is about.
async fn answers(app: &TestApp, route: &str, id: &str) -> Vec<(String, Page)> {
    match route {
        "any 3xx with Set-Cookie" => redirects(app).await,
        "login success" => redirects(app).await.split_off(1),
        "every HTML page" | "https base_url" => pages(app).await,
        "token pages" => {
            let link = app.link(JANE).await;
            let paths = [link.replace("/auth/", "/cancel/"), link];
            get_all(app.browser(), &paths).await
        }
        "500" => get_all(app.browser(), &["/broken/".to_owned()]).await,
        _ => {
            let pages = get_all(app.browser(), &[path(app, route, id).await]).await;
            assert_eq!(pages[0].1.status, 200, "{id}: {}", pages[0].1.body);
            pages
        }
    }
}

/// The path of a row such as `GET /login/auth/?sesame=..`.
async fn path(app: &TestApp, route: &str, id: &str) -> String {
    match route {
        "GET /login" => "/login/".to_owned(),
        "GET /login/auth/?sesame=.." => app.link(JANE).await,
        "GET /share/..?sesame=.." => {
            let jane = app.add("owner@example.com").await;
            let token = app.magic_link.tokens().create(&jane, &SHARE.scope(1_i64));
            format!("/share/1/?sesame={}", token.unwrap().expose())
        }
        "GET /admin/*" => "/admin/accounts/".to_owned(),
        other => panic!("{id}: unknown route `{other}`"),
    }
}

/// The redirects that set cookies: after asking, after the link, after logging out.
async fn redirects(app: &TestApp) -> Vec<(String, Page)> {
    let mut browser = app.browser();
    let asked = browser.ask(JANE).await;
    let link = app.mail().await.link();
    let done = browser.get(&link).await;
    let account = browser.get("/account/").await;
    let out = browser.submit(&account, "/logout/", &[]).await;
    [("asked", asked), (&link, done), ("logged out", out)]
        .map(|(name, page)| (name.to_owned(), page))
        .into()
}

/// Every page of the flows, for somebody and for nobody.
async fn pages(app: &TestApp) -> Vec<(String, Page)> {
    let link = app.link(JANE).await;
    let mut paths = [
        "/login/",
        "/login/sent/",
        "/login/cancelled/",
        "/login/auth/?sesame=x",
        "/logout/",
        "/account/",
        "/admin/accounts/",
        "/broken/",
        "/nowhere/",
    ]
    .map(str::to_owned)
    .to_vec();
    paths.extend([link.replace("/auth/", "/cancel/"), link]);
    let mut pages = get_all(app.logged_in(JANE).await, &paths).await;
    pages.extend(get_all(app.browser(), &paths).await);
    pages
}

async fn get_all(mut browser: Browser, paths: &[String]) -> Vec<(String, Page)> {
    let mut pages = Vec::new();
    for path in paths {
        pages.push((path.clone(), browser.get(path).await));
    }
    pages
}

fn values<'p>(headers: &'p HeaderMap, name: &str) -> Vec<&'p str> {
    let lines = headers.get_all(name).iter();
    lines.map(|value| value.to_str().unwrap()).collect()
}

fn check(page: &Page, expected: &str, place: &str) {
    let all = |name: &str| values(&page.headers, name);
    match expected.split([' ', '>']).next().unwrap() {
        "Cache-Control:" if expected.contains("exactly one") => {
            assert_eq!(all("cache-control"), ["no-store"], "{place}");
            let kept = [all("etag"), all("last-modified")].concat();
            assert!(kept.is_empty(), "{place}: {kept:?}");
        }
        "Referrer-Policy:" => {
            let policy = all("referrer-policy");
            let is_kept = policy == ["no-referrer"] || policy == ["same-origin"];
            assert!(is_kept, "{place}: {policy:?}");
        }
        "Content-Security-Policy:" => check_policy(page, expected, place),
        "Strict-Transport-Security:" => {
            let line = all("strict-transport-security").concat();
            let seconds = line.strip_prefix("max-age=").unwrap_or_default();
            assert!(seconds.parse::<u64>().unwrap() >= 31_536_000, "{place}");
        }
        "X-Robots-Tag:" => {
            let line = all("x-robots-tag").concat();
            assert_eq!(expected, format!("X-Robots-Tag: {line}"), "{place}");
        }
        "303" => {
            assert_eq!(page.status, 303, "{place}");
            assert!(!page.location().contains("sesame"), "{place}");
        }
        "generic" => {
            page.assert(500, "Something went wrong");
            assert!(!page.body.contains("SELECT"), "{place}: {}", page.body);
        }
        other => panic!("{place}: unknown expectation `{other}`"),
    }
}

/// The same directives in any order, and nothing from elsewhere.
fn check_policy(page: &Page, expected: &str, place: &str) {
    let directives = |policy: &str| {
        let mut directives: Vec<_> = policy.split(';').map(|it| it.trim().to_owned()).collect();
        directives.sort();
        directives
    };
    let (_, policy) = expected.split_once(": ").unwrap();
    let policy = policy.split(" - ").next().unwrap();
    let own = values(&page.headers, "content-security-policy").concat();
    assert_eq!(directives(&own), directives(policy), "{place}");
    for outside in ["src=", "http://", "https://", "<script", "url("] {
        assert!(!page.body.contains(outside), "{place} has {outside}");
    }
}

async fn check_head(app: &TestApp, id: &str) {
    let names = |page: &Page| {
        let names: Vec<_> = page.headers.keys().map(ToString::to_string).collect();
        let mut names: Vec<_> = names
            .into_iter()
            .filter(|name| name != "set-cookie")
            .collect();
        names.sort();
        names
    };
    for (path, page) in pages(app).await {
        let mut browser = app.browser();
        let head = browser.head(&path).await;
        assert!(head.body.is_empty(), "{id} at {path}");
        let anonymous = app.browser().get(&path).await;
        assert_eq!(head.status, anonymous.status, "{id} at {path}");
        assert_eq!(names(&head), names(&anonymous), "{id} at {path}");
        assert!(!browser.is_logged_in(), "{id} at {path}");
        drop(page);
    }
    let link = app.link(JANE).await;
    app.browser().head(&link).await;
    app.open(&link).await;
}
