//! The cookie: how it is set, and what it opens.

use axum::http::Method;
use magiclink::{
    link::NewLink,
    store::{LinkStore as _, PersonStore as _},
};

use super::{BOOKING, FILE, FOLDER, app, app_at, has_cookie, labelled, limited, make, revoke, url};
use crate::app::JANE;

const PATH: &str = "/booking/7/share/";

#[tokio::test]
async fn the_cookie_is_for_its_path_and_as_protected_as_the_others() {
    let app = app().await;
    for (scope, path, new, max_age) in [
        (BOOKING.scope(7), PATH, NewLink::default(), 7 * 86_400),
        (
            FOLDER.scope("/files/7/"),
            "/files/7/",
            NewLink {
                max_age: Some(std::time::Duration::from_hours(24 * 100)),
                ..NewLink::default()
            },
            14 * 86_400,
        ),
        (
            FILE.scope("/files/a%20b.html"),
            "/files/a%20b.html",
            limited(1),
            1800,
        ),
    ] {
        let made = make(&app, &scope, new).await;
        let mut browser = app.browser();
        let mut answer = browser.get(&url(path, &made)).await;
        if answer.status == 200 {
            answer = browser.submit(&answer, "/link/open/", &[]).await;
        }
        assert_eq!(answer.location(), path);
        let id = made.link.id;
        let name = format!("__Secure-magiclink-link-{id}");
        let expected = format!(
            "{name}={}; Path={path}; Max-Age={max_age}; Secure; HttpOnly; SameSite=Lax",
            browser.cookies[&name]
        );
        assert_eq!(answer.header("set-cookie"), expected);
    }
}

#[tokio::test]
async fn without_https_the_cookie_has_a_plain_name() {
    let app = app_at("http://localhost:8000").await;
    let made = make(&app, &BOOKING.scope(7), NewLink::default()).await;
    let mut browser = app.browser().with("host", "localhost:8000");
    let answer = browser.get(&url(PATH, &made)).await;
    let name = format!("magiclink-link-{}=", made.link.id);
    assert!(answer.header("set-cookie").starts_with(&name));
    assert!(!answer.header("set-cookie").contains("Secure"));
    browser.get(PATH).await.assert(200, JANE);
}

#[tokio::test]
async fn a_cookie_opens_what_its_link_covers_and_nothing_else() {
    let app = app().await;
    let folder = make(&app, &FOLDER.scope("/files/7/"), NewLink::default()).await;
    let page = make(&app, &FILE.scope("/files/8/"), NewLink::default()).await;
    let mut browser = app.browser();
    browser
        .get(&url("/files/7/", &folder))
        .await
        .assert(303, "");
    browser.get(&url("/files/8/", &page)).await.assert(303, "");
    // This browser sends every cookie everywhere, as a careless or hostile one would.
    for (path, is_open) in [
        ("/files/7/", true),
        ("/files/7/style.css", true),
        ("/files/7/a/b.png?x=1", true),
        ("/files/7", false),
        ("/files/77/", false),
        ("/files/7x/", false),
        ("/files/8/", true),
        ("/files/8/style.css", false),
        ("/files/9/", false),
    ] {
        let answer = browser.get(path).await;
        let expected = if is_open {
            format!("{} of {JANE}", path.split('?').next().unwrap())
        } else {
            "nobody".to_owned()
        };
        assert_eq!(answer.body, expected, "{path}");
    }
    browser
        .get(PATH)
        .await
        .assert(403, "This link does not work");
    for page in ["/account/", "/logout/", "/login/"] {
        assert!(!browser.get(page).await.body.contains(JANE), "{page}");
    }
    let head = browser.head("/files/7/").await;
    assert_eq!((head.status.as_u16(), &*head.body), (200, ""));
}

#[tokio::test]
async fn a_token_opens_one_of_the_scopes_of_its_page() {
    let app = app().await;
    for scope in [FILE.scope("/files/7/"), FOLDER.scope("/files/7/")] {
        let made = make(&app, &scope, NewLink::default()).await;
        let mut browser = app.browser();
        browser
            .get(&url("/files/8/", &made))
            .await
            .assert(403, "This link does not work");
        assert!(!has_cookie(&browser, &made));
        browser.get(&url("/files/7/", &made)).await.assert(303, "");
        assert!(has_cookie(&browser, &made));
    }
}

#[tokio::test]
async fn revoking_acts_at_the_next_request() {
    let app = app().await;
    let made = make(&app, &BOOKING.scope(7), NewLink::default()).await;
    let other = make(&app, &BOOKING.scope(8), NewLink::default()).await;
    let mut browser = app.browser();
    browser.get(&url(PATH, &made)).await.assert(303, "");
    browser
        .get(&url("/booking/8/share/", &other))
        .await
        .assert(303, "");
    browser.get(PATH).await.assert(200, JANE);
    revoke(&app, &made).await;
    browser
        .get(PATH)
        .await
        .assert(403, "This link does not work");
    browser.get("/booking/8/share/").await.assert(200, JANE);
}

#[tokio::test]
async fn disabling_or_logging_out_the_owner_acts_at_the_next_request() {
    let app = app().await;
    for number in 0..3 {
        let made = make(&app, &BOOKING.scope(7), NewLink::default()).await;
        let mut browser = app.browser();
        browser.get(&url(PATH, &made)).await.assert(303, "");
        browser.get(PATH).await.assert(200, JANE);
        let now = app.clock.now();
        match number {
            0 => assert!(app.store.log_person_out(1, now).await.unwrap()),
            1 => assert!(app.store.set_person_active(1, false, now).await.unwrap()),
            _ => assert!(app.store.delete_person(1).await.unwrap()),
        }
        for path in [PATH, &url(PATH, &made)] {
            browser
                .get(path)
                .await
                .assert(403, "This link does not work");
        }
        app.store.set_person_active(1, true, now).await.unwrap();
    }
}

#[tokio::test]
async fn several_cookies_are_tried_but_not_more_than_eight() {
    let app = app().await;
    let made = make(&app, &BOOKING.scope(7), labelled("a")).await;
    let mut opened = app.browser();
    opened.get(&url(PATH, &made)).await.assert(303, "");
    let name = format!("__Secure-magiclink-link-{}", made.link.id);
    let junk = "A".repeat(43);
    for (count, status) in [(7, 200), (8, 403)] {
        let mut browser = app.browser();
        // Before the genuine one, which is sent by the order of names.
        for number in 0..count {
            let name = format!("__Secure-magiclink-link-{number:016}");
            browser.cookies.insert(name, junk.clone());
        }
        // None of these is one of a link, so none takes a place.
        for name in [
            "__Secure-magiclink-link-",
            "__Secure-magiclink-link-x",
            "__Secure-a",
        ] {
            browser.cookies.insert(name.to_owned(), junk.clone());
        }
        let genuine = opened.cookies[&name].clone();
        let last = "__Secure-magiclink-link-ffffffffffffffff".to_owned();
        browser.cookies.insert(last, genuine);
        assert_eq!(browser.get(PATH).await.status, status, "{count}");
    }
}

#[tokio::test]
async fn a_token_is_looked_at_with_get_and_head_only() {
    let app = app().await;
    let made = make(&app, &FOLDER.scope("/files/7/"), NewLink::default()).await;
    let mut browser = app.browser();
    for method in [Method::PUT, Method::DELETE, Method::OPTIONS] {
        let answer = browser
            .send(method.clone(), &url("/files/7/", &made), None)
            .await;
        assert_eq!(answer.body, "nobody", "{method}");
    }
    assert!(browser.cookies.is_empty());
    assert_eq!(
        app.store
            .find_link(made.link.id)
            .await
            .unwrap()
            .unwrap()
            .uses,
        0
    );
}
