//! The form that asks for a login link.

use magiclink::store::PersonStore as _;

use crate::{
    app::{JANE, Letter as _, TestApp},
    browser::Page,
};

#[tokio::test]
async fn a_person_logs_in_by_the_link_in_the_browser_that_asked() {
    let app = TestApp::new().await;
    let mut browser = app.browser();

    let form = browser.get("/login/").await;
    form.assert(200, "Log in");
    let asked = browser.submit(&form, "/login/", &[("email", JANE)]).await;
    asked.assert(303, "");
    assert_eq!(asked.location(), "/login/sent/");
    let sent = browser.get("/login/sent/").await;
    sent.assert(200, "We sent a log in link. Check your email.");
    sent.assert(200, "You can ask for another link in 30 seconds.");

    let mail = app.mail().await;
    assert_eq!(mail.to, JANE);
    let clicked = browser.get(&mail.link()).await;
    clicked.assert(303, "");
    assert_eq!(clicked.location(), "/account/");
    let account = browser.get("/account/").await;
    account.assert(200, "You are logged in as jane.doe@example.com.");
}

#[tokio::test]
async fn a_person_who_was_going_somewhere_gets_there() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let turned_away = browser.get("/account/").await;
    turned_away.assert(303, "");
    assert_eq!(turned_away.location(), "/login/?next=%2Faccount%2F");

    let form = browser.get("/login/?next=/bookings/7/%3Ftab=2").await;
    browser.submit(&form, "/login/", &[("email", JANE)]).await;
    let link = app.mail().await.link();
    assert!(!link.contains("bookings"), "{link}");
    assert_eq!(browser.get(&link).await.location(), "/bookings/7/?tab=2");
}

#[tokio::test]
async fn a_typing_error_is_told_at_the_field_and_sends_nothing() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    for (typed, text) in [
        ("", "Enter your email address."),
        ("jane.doe.example.com", "An email address has an @ in it"),
        ("jane@localhost", "The part after the @ is not a domain"),
        (
            "<script>alert(1)</script>@example.com",
            "The part before the @",
        ),
        ("{{7*7}}@%s", "The part after the @"),
    ] {
        let form = browser.get("/login/?next=/x").await;
        let page = browser.submit(&form, "/login/", &[("email", typed)]).await;
        page.assert(422, text);
        assert!(
            page.body
                .contains("aria-invalid=\"true\" aria-describedby=\"email-error\"")
        );
        assert!(page.body.contains("id=\"email-error\""));
        assert!(!page.body.contains("<script>"), "{}", page.body);
        assert!(
            page.form("/login/")
                .contains(&("next".to_owned(), "/x".to_owned()))
        );
    }
    assert_eq!(app.mails().await.len(), 0);
}

#[tokio::test]
async fn known_unknown_and_disabled_addresses_get_the_same_bytes() {
    let app = TestApp::new().await;
    let bob = app.add("bob@example.com").await;
    app.store
        .set_person_active(bob.id, false, app.clock.now())
        .await
        .unwrap();
    let (mut first, mut answers) = (None, Vec::new());
    for email in [JANE, "nobody@example.com", "bob@example.com"] {
        let mut browser = app.browser();
        let asked = browser.ask(email).await;
        let sent = browser.get("/login/sent/").await;
        let again = browser.ask(email).await;
        let wrong_code = browser
            .submit(&sent, "/login/code/", &[("code", "AAAA-AAAA")])
            .await;
        answers = vec![
            bytes(&asked),
            bytes(&sent),
            bytes(&again),
            bytes(&wrong_code),
        ];
        assert_eq!(again.status, 429);
        assert_eq!(wrong_code.status, 403);
        let first = first.get_or_insert_with(|| answers.clone());
        assert_eq!(*first, answers, "{email}");
    }
    assert_eq!(answers.len(), 4);
    assert_eq!(app.mails().await.len(), 1);
}

/// Everything that a visitor sees of an answer, but for random values.
fn bytes(page: &Page) -> String {
    let headers = page.headers.iter().map(|(name, value)| {
        let value = value.to_str().unwrap();
        match value.split_once('=') {
            Some((cookie, rest)) if name == "set-cookie" => {
                let (secret, attributes) = rest.split_once(';').unwrap();
                format!("{name}: {cookie}={};{attributes}", secret.len())
            }
            _ => format!("{name}: {value}"),
        }
    });
    let hidden = "name=\"form_token\" value=\"";
    let pieces =
        page.body.split(hidden).enumerate().map(
            |(index, piece)| {
                if index == 0 { piece } else { &piece[64..] }
            },
        );
    let (headers, body): (Vec<_>, String) = (headers.collect(), pieces.collect());
    format!("{} {headers:?} {body}", page.status)
}

#[tokio::test]
async fn mail_goes_to_the_stored_address() {
    let app = TestApp::new().await;
    app.browser()
        .ask("JANE.DOE@Example.COM")
        .await
        .assert(303, "");
    assert_eq!(app.mail().await.to, JANE);
}

#[tokio::test]
async fn whoever_is_logged_in_is_told_so() {
    let app = TestApp::new().await;
    let mut browser = app.logged_in(JANE).await;
    browser
        .get("/login/")
        .await
        .assert(200, "You are logged in as jane.doe@example.com.");
}

#[tokio::test]
async fn below_a_path_every_url_has_it() {
    let app = TestApp::build(
        "https://testserver/app",
        |settings| settings,
        |_| axum::Router::new(),
    )
    .await;
    let mut browser = app.browser();
    let form = browser.get("/app/login/").await;
    assert_eq!(browser.get("/login/").await.status, 404);
    let asked = browser
        .submit(&form, "/app/login/", &[("email", JANE)])
        .await;
    assert_eq!(asked.location(), "/app/login/sent/");
    let text = app.mail().await.text;
    let link = text
        .lines()
        .find(|line| line.starts_with("https://testserver/app/login/auth/?"));
    let clicked = browser
        .get(link.unwrap().strip_prefix("https://testserver").unwrap())
        .await;
    assert_eq!(clicked.location(), "/app/account/");
    browser
        .get("/app/account/")
        .await
        .assert(200, "You are logged in as");
}
