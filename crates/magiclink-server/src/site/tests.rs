//! On a clock that stands still: a link that expires closes its pages at once.

use std::{fs, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
    response::Response,
};
use magiclink::{
    account::marker,
    base_url::BaseUrl,
    clock::{ManualClock, Timestamp},
    link::NewLink,
    memory::MemoryStore,
    person::{People, Person},
    secret::Secret,
    store::{NewPerson, PersonStore as _},
};
use magiclink_axum::{MagicLink, WebSettings};
use tower::ServiceExt as _;

use crate::site::{FOLDER, PAGE, Site, SitePath, Sites, Target, routes};

async fn jane(store: &MemoryStore, now: Timestamp) -> Person {
    let email = "jane.doe@example.com";
    let marker = marker().unwrap();
    let person = NewPerson {
        email,
        email_key: email,
        marker: &marker,
        language: None,
        created: now,
    };
    store.create_person(&person).await.unwrap().unwrap()
}

async fn get(router: &Router, path: &str, cookie: &str) -> Response {
    let request = Request::get(path)
        .header(header::HOST, "localhost")
        .header(header::COOKIE, cookie);
    let request = request.body(Body::empty()).unwrap();
    router.clone().oneshot(request).await.unwrap()
}

#[tokio::test]
async fn a_link_that_expires_closes_its_pages_at_once() {
    let clock = ManualClock::new(Timestamp::from_unix_seconds(1_800_000_000));
    let store = Arc::new(MemoryStore::new());
    let jane = jane(&store, clock.now()).await;
    let base_url = BaseUrl::parse("http://localhost").unwrap();
    let settings = WebSettings::new(Secret::generate().unwrap(), base_url)
        .with_clock(clock.clone())
        .with_tokens(|tokens| tokens.with_namespace(PAGE).with_namespace(FOLDER));
    let pages = MagicLink::new(settings, People::new(store.clone()), store).unwrap();
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("index.html"), "start page").unwrap();
    let path = SitePath::parse("/").unwrap();
    let site = Site {
        path: path.clone(),
        root: root.path().to_owned(),
    };
    let router = pages.mount(routes(&pages, Sites::new(vec![site])));

    let new = NewLink {
        max_age: Some(Duration::from_mins(1)),
        ..NewLink::default()
    };
    let scope = Target::Page(path).scope();
    let made = pages.links().create(&jane, &scope, new).await.unwrap();
    let link = made.token.link("http://localhost/").unwrap();
    let link = link.trim_start_matches("http://localhost");
    let sent = get(&router, link, "").await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    let cookie = sent.headers()[header::SET_COOKIE].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap();

    clock.advance(Duration::from_secs(59));
    assert_eq!(get(&router, "/", cookie).await.status(), StatusCode::OK);
    clock.advance(Duration::from_secs(1));
    let closed = get(&router, "/", cookie).await;
    assert_eq!(closed.status(), StatusCode::SEE_OTHER);
    assert_eq!(closed.headers()[header::LOCATION], "/login/?next=%2F");
    let refused = get(&router, link, "").await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}

#[test]
fn files_that_stand_behind_the_program_s_own_pages_are_named() {
    let root = tempfile::tempdir().unwrap();
    for name in ["account", "links", "booking"] {
        fs::create_dir(root.path().join(name)).unwrap();
    }
    let site = |path| Site {
        path: SitePath::parse(path).unwrap(),
        root: root.path().to_owned(),
    };
    let covered: Vec<_> = Sites::new(vec![site("/"), site("/docs/")])
        .covered()
        .collect();
    assert_eq!(
        covered,
        ["account", "links"].map(|name| root.path().join(name))
    );
}
