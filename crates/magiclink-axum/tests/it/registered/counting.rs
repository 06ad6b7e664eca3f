//! Which openings count, and where they lead.

use std::time::Duration;

use super::{
    BOOKING, FOLDER, OPEN, app, assert_private, has_cookie, labelled, limited, locked, make, row,
    url,
};
use crate::app::JANE;

const PATH: &str = "/booking/7/share/";

#[tokio::test]
async fn a_click_on_a_link_without_limit_counts_and_leads_to_the_clean_url() {
    let app = app().await;
    let made = make(&app, &BOOKING.scope(7), labelled("For Bob")).await;
    let mut browser = app.browser();
    let token = made.token.expose();
    let answer = browser
        .get(&format!("{PATH}?a=1&sesame={token}&utm=%20x"))
        .await;
    answer.assert(303, "");
    assert_private(&answer);
    assert_eq!(answer.location(), "/booking/7/share/?a=1&utm=%20x");
    assert!(has_cookie(&browser, &made));
    assert_eq!(row(&app, &made).await.uses, 1);
    assert_eq!(row(&app, &made).await.last_opened, Some(app.clock.now()));

    let page = browser.get(answer.location()).await;
    page.assert(200, "jane.doe@example.com Some(\"For Bob\")");
    assert_private(&page);
    assert!(!browser.is_logged_in());
    assert_eq!(browser.get("/account/").await.status, 303, "nobody is");
    assert_eq!(row(&app, &made).await.uses, 1, "going on counts nothing");
}

#[tokio::test]
async fn a_link_with_a_limit_asks_first_and_counts_what_is_confirmed() {
    let app = app().await;
    let made = make(&app, &BOOKING.scope(7), limited(1)).await;
    let mut browser = app.browser();
    let question = browser.get(&format!("{}&a=1", url(PATH, &made))).await;
    question.assert(200, "jane.doe@example.com shares “For Bob” with you.");
    question.assert(200, "only so many times");
    assert_private(&question);
    assert!(!has_cookie(&browser, &made));
    assert_eq!(row(&app, &made).await.uses, 0);

    let answer = browser.submit(&question, OPEN, &[]).await;
    answer.assert(303, "");
    assert_private(&answer);
    assert_eq!(answer.location(), "/booking/7/share/?a=1");
    assert!(has_cookie(&browser, &made));
    assert_eq!(row(&app, &made).await.uses, 1);
    browser.get(answer.location()).await.assert(200, JANE);

    let other = app.browser().get(&url(PATH, &made)).await;
    other.assert(403, "This link does not work");
    app.clock.advance(Duration::from_mins(30));
    browser
        .get(answer.location())
        .await
        .assert(403, "This link does not work");
}

#[tokio::test]
async fn a_second_click_on_the_button_finds_the_link_opened() {
    let app = app().await;
    let made = make(&app, &BOOKING.scope(7), limited(1)).await;
    let mut browser = app.browser();
    let question = browser.get(&url(PATH, &made)).await;
    for _ in 0..2 {
        let answer = browser.submit(&question, OPEN, &[]).await;
        answer.assert(303, "");
        assert_eq!(answer.location(), PATH);
    }
    browser.get(PATH).await.assert(200, JANE);
    assert_eq!(row(&app, &made).await.uses, 1);
    // Whoever has the page, but not the last use, does not get in by this.
    let mut late = app.browser();
    late.get("/login/").await;
    let mut fields = question.form(OPEN);
    fields.retain(|(name, _)| name != "form_token");
    fields.extend(
        late.get("/login/")
            .await
            .form("/login/")
            .into_iter()
            .take(1),
    );
    late.post(OPEN, &fields).await.assert(303, "");
    assert!(!has_cookie(&late, &made));
    late.get(PATH).await.assert(403, "This link does not work");
}

#[tokio::test]
async fn the_same_browser_is_not_counted_again_for_half_an_hour() {
    let app = app().await;
    let made = make(&app, &BOOKING.scope(7), limited(2)).await;
    let mut browser = app.browser();
    let question = browser.get(&url(PATH, &made)).await;
    browser.submit(&question, OPEN, &[]).await.assert(303, "");
    let cookies = browser.cookies.clone();
    app.clock.advance(Duration::from_mins(29));
    let again = browser.get(&url(PATH, &made)).await;
    again.assert(303, "");
    assert_eq!(again.location(), PATH);
    assert_eq!(browser.cookies, cookies, "it goes on with what it has");
    assert_eq!(row(&app, &made).await.uses, 1);
    app.clock.advance(Duration::from_mins(1));
    browser.get(&url(PATH, &made)).await.assert(200, "Open");
}

#[tokio::test]
async fn nobody_opens_a_link_by_the_form_of_another_site_or_browser() {
    let app = app().await;
    let made = make(&app, &BOOKING.scope(7), limited(1)).await;
    let mut attacker = app.browser();
    let question = attacker.get(&url(PATH, &made)).await;
    let mut victim = app.browser();
    victim.get(&url(PATH, &made)).await;
    victim
        .submit(&question, OPEN, &[])
        .await
        .assert(403, "Please try again");
    let mut foreign = app.browser().with("sec-fetch-site", "cross-site");
    foreign.cookies = attacker.cookies.clone();
    assert_eq!(foreign.submit(&question, OPEN, &[]).await.status, 403);
    assert_eq!(row(&app, &made).await.uses, 0);
    assert!(!has_cookie(&victim, &made) && !has_cookie(&foreign, &made));
}

#[tokio::test]
async fn what_is_changed_in_the_form_opens_nothing_else() {
    let app = app().await;
    let made = make(&app, &FOLDER.scope("/files/7/"), limited(9)).await;
    let locked = make(&app, &BOOKING.scope(7), locked("correct horse")).await;
    let mut browser = app.browser();
    let question = browser.get(&url("/files/7/", &made)).await;
    for (changed, status) in [
        (vec![("scope", "folder:%2Ffiles%2F8%2F")], 403),
        (vec![("scope", "folder:/files/7/")], 403),
        (
            vec![("scope", "booking:7"), ("sesame", locked.token.expose())],
            422,
        ),
        (vec![("scope", "login")], 400),
        (vec![("scope", "")], 400),
        (vec![("sesame", "x")], 403),
        (vec![("next", "https://evil.example/")], 400),
        (vec![("next", "//evil.example/")], 400),
    ] {
        let answer = browser.submit(&question, OPEN, &changed).await;
        assert_eq!(answer.status, status, "{changed:?}");
        assert!(!has_cookie(&browser, &made) && !has_cookie(&browser, &locked));
    }
    let fields = question.form(OPEN);
    for missing in ["sesame", "scope", "next", "form_token"] {
        let fields: Vec<_> = fields
            .iter()
            .filter(|(name, _)| name != missing)
            .cloned()
            .collect();
        let status = browser.post(OPEN, &fields).await.status.as_u16();
        assert_eq!(
            status,
            if missing == "form_token" { 403 } else { 400 },
            "{missing}"
        );
    }
    // A page that the link does not open gets its cookie and stays closed.
    let elsewhere = browser
        .submit(&question, OPEN, &[("next", "/files/8/")])
        .await;
    elsewhere.assert(303, "");
    assert_eq!(browser.get("/files/8/").await.body, "nobody");
}
