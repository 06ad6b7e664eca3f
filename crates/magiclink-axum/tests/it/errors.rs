//! Error pages.

use axum::{
    Router,
    http::{Method, StatusCode},
    routing::get,
};
use magiclink_axum::PageError;

use crate::app::TestApp;

async fn app() -> TestApp {
    TestApp::build(
        "https://testserver",
        |settings| settings,
        |_| {
            Router::new()
                .route(
                    "/broken/",
                    get(|| async {
                        Err::<(), _>(PageError::internal("disk 7 of db.internal is full"))
                    }),
                )
                .route("/panics/", get(panics))
                .route("/bare/", get(|| async { StatusCode::NOT_FOUND }))
                .route("/own/", get(|| async { (StatusCode::NOT_FOUND, "mine") }))
        },
    )
    .await
}

async fn panics() -> String {
    let numbers: Vec<String> = Vec::new();
    numbers[std::env::args().count()].clone()
}

#[tokio::test]
async fn what_is_broken_is_told_to_the_log_only() {
    let app = app().await;
    for path in ["/broken/", "/panics/"] {
        let page = app.browser().get(path).await;
        page.assert(500, "Something went wrong");
        page.assert(500, "If you tell us about it, mention ");
        assert!(
            !page.body.contains("disk") && !page.body.contains("index"),
            "{}",
            page.body
        );
    }
}

#[tokio::test]
async fn an_unknown_page_is_told_in_the_visitors_language() {
    let app = app().await;
    app.browser()
        .get("/nowhere/")
        .await
        .assert(404, "Page not found");
    app.browser()
        .get("/bare/")
        .await
        .assert(404, "Page not found");
    app.browser()
        .get("/LOGIN/")
        .await
        .assert(404, "Page not found");
    let mut german = app.browser().with("accept-language", "de");
    german
        .get("/nowhere/")
        .await
        .assert(404, "Seite nicht gefunden");
    assert_eq!(app.browser().get("/own/").await.body, "mine");
    let program = app
        .browser()
        .with("accept", "application/json")
        .get("/bare/")
        .await;
    assert_eq!((program.status.as_u16(), program.body.as_str()), (404, ""));
}

#[tokio::test]
async fn a_method_that_a_page_does_not_take_is_refused() {
    let app = app().await;
    for method in [
        Method::PUT,
        Method::DELETE,
        Method::TRACE,
        Method::OPTIONS,
        Method::PATCH,
    ] {
        let page = app.browser().send(method, "/login/", None).await;
        page.assert(405, "That did not work");
        assert_eq!(page.header("allow"), "GET,HEAD,POST");
    }
}

#[tokio::test]
async fn head_is_answered_like_get_without_a_body() {
    let app = app().await;
    for path in ["/login/", "/logout/", "/nowhere/", "/login/auth/?sesame=x"] {
        let (get, head) = (
            app.browser().get(path).await,
            app.browser().head(path).await,
        );
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.body, "", "{path}");
        assert_eq!(
            head.header("content-type"),
            get.header("content-type"),
            "{path}"
        );
    }
}
