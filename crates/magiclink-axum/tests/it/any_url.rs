//! Logging in on any URL, and by a function call.

use axum::{Router, extract::State, routing::get};
use magiclink::{account::Account as _, person::People, scope::Login};
use magiclink_axum::{CurrentAccount, LinkToken, MagicLink, PageError, Visit};

use crate::app::{JANE, Letter as _, TestApp};

async fn whoami(current: Option<CurrentAccount<People>>) -> String {
    current.map_or_else(
        || "nobody".to_owned(),
        |current| current.account.email().to_owned(),
    )
}

/// As an application does that has tokens of its own.
async fn enter(
    State(magic_link): State<MagicLink<People>>,
    visit: Visit,
    token: LinkToken,
) -> Result<&'static str, PageError> {
    let accounts = magic_link.flow().accounts();
    let verified = magic_link
        .tokens()
        .authenticate(token.expose(), &Login, accounts)
        .await?;
    magic_link.log_in(&visit, &verified).await?;
    Ok("welcome")
}

async fn app() -> TestApp {
    TestApp::build(
        "https://testserver",
        |settings| settings,
        |magic_link| {
            let routes = Router::new()
                .route("/bookings/{id}/", get(whoami))
                .route("/", get(whoami));
            let routes = magic_link.log_in_on_any_url(routes);
            routes
                .route("/enter/", get(enter))
                .with_state(magic_link.clone())
        },
    )
    .await
}

async fn link_to(app: &TestApp, url: &str) -> String {
    use magiclink::store::PersonStore as _;
    let jane = app.store.find_person(1).await.unwrap().unwrap();
    let link = app
        .magic_link
        .flow()
        .make_link_to(&jane, url)
        .await
        .unwrap();
    link.strip_prefix("https://testserver").unwrap().to_owned()
}

#[tokio::test]
async fn a_login_link_can_lead_to_any_page() {
    let app = app().await;
    let link = link_to(&app, "https://testserver/bookings/7/?tab=2&x=%20").await;
    let mut browser = app.browser();
    let confirm = browser.get(&link).await;
    confirm.assert(200, "You are about to log in as jane.doe@example.com.");
    assert_eq!(confirm.header("referrer-policy"), "same-origin");
    assert_eq!(confirm.header("cache-control"), "no-store");
    let done = browser.submit(&confirm, "/login/auth/", &[]).await;
    done.assert(303, "");
    assert_eq!(done.location(), "/bookings/7/?tab=2&x=%20");
    assert_eq!(browser.get("/bookings/7/?tab=2").await.body, JANE);

    let again = browser.get(&link).await;
    assert_eq!(
        (again.status.as_u16(), again.location()),
        (303, "/bookings/7/?tab=2&x=%20")
    );
    app.browser()
        .get(&link)
        .await
        .assert(403, "This link does not work");
}

#[tokio::test]
async fn the_browser_that_asked_is_logged_in_on_any_page_at_once() {
    let app = app().await;
    let mut browser = app.browser();
    browser.ask(JANE).await;
    let link = app
        .mail()
        .await
        .link()
        .replace("/login/auth/", "/bookings/7/");
    assert_eq!(browser.head(&link).await.status, 200);
    assert!(!browser.is_logged_in());
    let done = browser.get(&link).await;
    assert_eq!(
        (done.status.as_u16(), done.location()),
        (303, "/bookings/7/")
    );
    assert_eq!(browser.get("/bookings/7/").await.body, JANE);
}

#[tokio::test]
async fn a_clean_url_never_leads_off_the_site() {
    let app = app().await;
    let mut browser = app.browser();
    browser.ask(JANE).await;
    let token = app
        .mail()
        .await
        .link()
        .split_once('?')
        .unwrap()
        .1
        .to_owned();
    let done = browser.get(&format!("//evil.example/?{token}")).await;
    assert!(
        done.location().is_empty() || done.location() == "/account/",
        "{}",
        done.location()
    );
}

#[tokio::test]
async fn a_token_that_is_no_login_token_is_left_to_the_page() {
    let app = app().await;
    let mut browser = app.browser();
    for _ in 0..40 {
        assert_eq!(browser.get("/?sesame=3.x").await.body, "nobody");
    }
    assert_eq!(browser.get("/?sesame=a&sesame=b").await.status, 400);
}

#[tokio::test]
async fn a_function_call_begins_a_session() {
    use magiclink::store::PersonStore as _;
    let app = app().await;
    let jane = app.store.find_person(1).await.unwrap().unwrap();
    let token = app.magic_link.tokens().create(&jane, &Login).unwrap();
    let mut browser = app.browser();
    let page = browser
        .get(&format!("/enter/?sesame={}", token.expose()))
        .await;
    assert_eq!(page.body, "welcome");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(browser.get("/").await.body, JANE);
    app.browser()
        .get("/enter/?sesame=x")
        .await
        .assert(403, "This link does not work");
}
