//! Links that need a passphrase.

use std::time::Duration;

use magiclink::link::NewLink;

use super::{BOOKING, OPEN, app, assert_private, has_cookie, locked, make, row, url};
use crate::{app::JANE, browser::Page};

const PATH: &str = "/booking/7/share/";
const RIGHT: &str = "correct horse";

/// The error under the field, which the field names as its description.
fn error(page: &Page) -> String {
    let start = page.body.find("id=\"passphrase-error\">").unwrap();
    let text = &page.body[start + 22..];
    assert!(page.body.contains("aria-invalid=\"true\""));
    assert!(
        page.body
            .contains("aria-describedby=\"passphrase-error passphrase-hint\"")
    );
    text[..text.find('<').unwrap()].replace('\u{a0}', " ")
}

#[tokio::test]
async fn a_link_with_a_passphrase_is_opened_by_it() {
    let app = app().await;
    let new = NewLink {
        max_uses: Some(1),
        ..locked(RIGHT)
    };
    let made = make(&app, &BOOKING.scope(7), new).await;
    let mut browser = app.browser();
    let mut question = browser.get(&url(PATH, &made)).await;
    question.assert(200, "Passphrase");
    assert!(!question.body.contains("aria-invalid"));
    for (typed, status, text) in [
        ("wrong one", 403, "This is not the passphrase. Try again."),
        ("  ", 422, "Enter the passphrase."),
    ] {
        question = browser
            .submit(&question, OPEN, &[("passphrase", typed)])
            .await;
        assert_eq!(question.status, status);
        assert_eq!(error(&question), text);
        assert_private(&question);
        assert!(!question.body.contains(typed.trim()) || typed.trim().is_empty());
        assert!(!has_cookie(&browser, &made));
    }
    assert_eq!(row(&app, &made).await.uses, 0, "no use is spent");
    let answer = browser
        .submit(&question, OPEN, &[("passphrase", " correct horse ")])
        .await;
    answer.assert(303, "");
    assert_eq!(answer.location(), PATH);
    browser.get(PATH).await.assert(200, JANE);
    assert_eq!(row(&app, &made).await.uses, 1);
}

#[tokio::test]
async fn a_passphrase_that_is_left_out_opens_nothing() {
    let app = app().await;
    let made = make(&app, &BOOKING.scope(7), locked(RIGHT)).await;
    let mut browser = app.browser();
    let question = browser.get(&url(PATH, &made)).await;
    let answer = browser.submit(&question, OPEN, &[]).await;
    answer.assert(422, "Enter the passphrase.");
    assert!(!has_cookie(&browser, &made));
}

#[tokio::test]
async fn passphrases_are_tried_ten_times_then_the_right_one_has_to_wait_too() {
    let app = app().await;
    let made = make(&app, &BOOKING.scope(7), locked(RIGHT)).await;
    let mut browser = app.browser();
    let question = browser.get(&url(PATH, &made)).await;
    for number in 0..10 {
        let typed = format!("wrong {number}");
        let answer = browser
            .submit(&question, OPEN, &[("passphrase", &typed)])
            .await;
        assert_eq!(answer.status, 403, "{number}");
    }
    let limited = browser
        .submit(&question, OPEN, &[("passphrase", RIGHT)])
        .await;
    limited.assert(429, "");
    assert_eq!(
        error(&limited),
        "Too many attempts. Try again in 5 minutes."
    );
    assert_eq!(limited.header("retry-after"), "300");
    assert!(!has_cookie(&browser, &made));
    app.clock.advance(Duration::from_mins(5));
    browser
        .submit(&question, OPEN, &[("passphrase", RIGHT)])
        .await
        .assert(303, "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_tries_at_the_same_moment_are_as_many_tries() {
    let app = app().await;
    let made = make(&app, &BOOKING.scope(7), locked(RIGHT)).await;
    let mut browser = app.browser();
    let question = browser.get(&url(PATH, &made)).await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..64 {
        let mut same = app.browser();
        same.cookies = browser.cookies.clone();
        let fields: Vec<_> = question
            .form(OPEN)
            .into_iter()
            .chain([("passphrase".to_owned(), format!("wrong {number}"))])
            .collect();
        tasks.spawn(async move { same.post(OPEN, &fields).await.status.as_u16() });
    }
    let answers = tasks.join_all().await;
    let count = |status| answers.iter().filter(|answer| **answer == status).count();
    assert_eq!((count(403), count(429)), (10, 54), "{answers:?}");
}
