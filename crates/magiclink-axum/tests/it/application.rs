//! What an application's own pages can use.

use axum::{
    Router,
    extract::State,
    response::{IntoResponse as _, Response},
    routing::get,
};
use magiclink::person::People;
use magiclink_axum::{
    CurrentAccount, Form, MagicLink, NavigationItem, PageError, Visit, WebSettings,
    minijinja::context,
};

use crate::app::{JANE, TestApp};

const PAGE: &str = "{% extends \"pages/base.html\" %}{% block main %}\
    {{ moment(1795361700) }}|{{ day(1795361700) }}|{{ iso(1795361700) }}\
    <form method=\"post\" action=\"/own/\"><input type=\"hidden\" name=\"form_token\" value=\"{{ form_token }}\"></form>\
    {% endblock %}";

async fn show(
    State(magic_link): State<MagicLink<People>>,
    visit: Visit,
    current: CurrentAccount<People>,
) -> Result<Response, PageError> {
    let navigation = magic_link.navigation(&current.account, "/own/");
    visit.form_page("own.html", context! { navigation })
}

async fn submit(form: Form) -> Result<Response, PageError> {
    form.only(&["name"])?;
    Ok("taken".into_response())
}

async fn forbid(_current: CurrentAccount<People>) -> PageError {
    PageError::Forbidden
}

async fn app() -> TestApp {
    let own = |settings: WebSettings| {
        settings.with_page("own.html", PAGE, context! { form_token => "x" })
    };
    TestApp::build("https://testserver", own, |magic_link| {
        let magic_link = magic_link.clone().with_navigation(|account| {
            let item = |path| NavigationItem {
                path,
                text: "account-title",
            };
            // Jane has two pages, others one.
            let others = (account.email == JANE).then(|| item("/other/"));
            [item("/own/")].into_iter().chain(others).collect()
        });
        let routes = Router::new()
            .route("/own/", get(show).post(submit))
            .route("/forbidden/", get(forbid));
        magic_link.protect(routes).with_state(magic_link)
    })
    .await
}

#[tokio::test]
async fn the_navigation_is_shown_on_pages_that_have_one() {
    let app = app().await;
    let mut browser = app.logged_in(JANE).await;
    let page = browser.get("/own/").await;
    page.assert(200, "Your account");
    let link = "<a href=\"/own/\" aria-current=\"page\">Your account</a>";
    assert!(page.body.contains(link), "{}", page.body);
    assert!(
        page.body.contains("<a href=\"/other/\">Your account</a>"),
        "{}",
        page.body
    );
    assert!(!app.browser().get("/login/").await.body.contains("<nav"));
}

#[tokio::test]
async fn one_page_alone_has_no_navigation() {
    let app = app().await;
    app.add("bob@example.com").await;
    let page = app.logged_in("bob@example.com").await.get("/own/").await;
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("<nav"), "{}", page.body);
}

#[tokio::test]
async fn times_are_written_in_the_language_of_the_page() {
    let mut browser = app()
        .await
        .logged_in(JANE)
        .await
        .with("accept-language", "de");
    let words = "22.\u{a0}November 2026, 15:35\u{a0}Uhr\u{a0}UTC|22.\u{a0}November 2026|2026-11-22T15:35:00Z";
    let page = browser.get("/own/").await;
    assert!(page.body.contains(words), "{}", page.body);
}

#[tokio::test]
async fn a_form_has_no_fields_but_those_that_are_known() {
    let mut browser = app().await.logged_in(JANE).await;
    let page = browser.get("/own/").await;
    for (fields, status) in [
        (&[][..], 200),
        (&[("name", "x")], 200),
        (&[("name", "x"), ("is_admin", "1")], 400),
        (&[("Name", "x")], 400),
    ] {
        let answer = browser.submit(&page, "/own/", fields).await;
        assert_eq!(answer.status, status, "{fields:?}");
    }
}

#[tokio::test]
async fn who_may_not_see_a_page_is_told_and_not_sent_to_log_in() {
    let mut browser = app().await.logged_in(JANE).await;
    let page = browser.get("/forbidden/").await;
    page.assert(403, "not with an account that may see this page");
    assert!(page.body.contains("href=\"/account/\""));
}
