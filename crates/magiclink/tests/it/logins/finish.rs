//! Finishing a login by its link.

use magiclink::{
    Rejection,
    bearer::Bearer,
    login::{Finisher, Refusal},
    primary_key::AccountKey,
    scope::Login,
    store::{LoginStore as _, PersonStore as _, SessionStore as _},
    token::TokenId,
};

use super::{App, JANE, JOHN, by, client, refusal, token_of};
use crate::{store::now, tokens::after};

#[test]
fn a_link_is_looked_at_and_tells_its_own_browser_from_others() {
    let app = App::new();
    let (browser, sent) = app.asked();
    let other = Bearer::random().unwrap();
    for (held, is_same) in [(Some(&browser), true), (Some(&other), false), (None, false)] {
        let client = client("192.0.2.9");
        let pending = now(app.flow.look_at(&sent.token, held, &client)).unwrap();
        assert_eq!(pending.account.email, JANE);
        assert_eq!(pending.request.client.network(), "192.0.2.1");
        assert_eq!(pending.is_same_browser, is_same);
    }
    // Looking has used nothing.
    app.finish(&sent.token).unwrap();
}

#[test]
fn a_link_begins_one_session() {
    let app = App::new();
    let (_, sent) = app.asked();
    let finished = app.finish(&sent.token).unwrap();
    assert_eq!(finished.account.email, JANE);
    assert_eq!(finished.next.as_deref(), Some("/booking/7/"));
    assert_eq!(finished.session.id, finished.bearer.digest());
    assert_eq!(finished.session.client, client("192.0.2.1"));
    assert_eq!(finished.session.created, after(0));
    let kept = now(app.store.find_session(&finished.session.id, after(0))).unwrap();
    assert_eq!(kept, Some(finished.session));

    assert_eq!(refusal(app.finish(&sent.token)), Refusal::Spent);
    let client = client("192.0.2.1");
    let looked = now(app.flow.look_at(&sent.token, None, &client));
    assert_eq!(refusal(looked), Refusal::Spent);
}

#[test]
fn what_a_store_keeps_of_later_logins_stands_behind() {
    let app = App::new();
    let mut kept = Vec::new();
    for hour in 0..8 {
        app.clock.set(after(3600 * hour));
        let (browser, sent) = app.asked();
        let looked = now(app.flow.look_at(&sent.token, None, &client("192.0.2.9")));
        let request = looked.unwrap().request.id;
        let session = app.finish(&sent.token).unwrap().session;
        kept.push((browser.digest(), session.id, request));
    }
    assert!(kept.is_sorted_by_key(|kept| kept.0), "browsers");
    assert!(kept.is_sorted_by_key(|kept| kept.1), "sessions");
    assert!(kept.is_sorted_by_key(|kept| kept.2), "requests");
}

#[test]
fn a_login_ends_the_session_that_the_browser_had() {
    let app = App::new();
    let (_, sent) = app.asked();
    let first = app.finish(&sent.token).unwrap();
    app.clock.set(after(60));
    let (_, sent) = app.asked();
    let client = client("192.0.2.1");
    let finisher = Finisher {
        client: &client,
        previous: Some(&first.bearer),
    };
    let second = now(app.flow.finish(&sent.token, &finisher)).unwrap();
    let find = |bearer: &Bearer| now(app.store.find_session(&bearer.digest(), after(60))).unwrap();
    assert_eq!(find(&first.bearer), None);
    assert!(find(&second.bearer).is_some());
}

#[test]
fn a_link_that_is_called_off_logs_nobody_in() {
    let app = App::new();
    let (browser, sent) = app.asked();
    now(app.flow.cancel(&sent.cancel_token, &client("192.0.2.1"))).unwrap();
    assert_eq!(refusal(app.finish(&sent.token)), Refusal::Spent);
    assert_eq!(refusal(app.type_code(&browser, &sent.code)), Refusal::Spent);
    let again = now(app.flow.cancel(&sent.token, &client("192.0.2.1")));
    assert_eq!(refusal(again), Refusal::Spent);
}

#[test]
fn a_link_that_is_too_late_is_refused() {
    let app = App::new();
    let (_, sent) = app.asked();
    app.clock.set(after(600));
    let expired = Refusal::Token(Rejection::Expired);
    assert_eq!(refusal(app.finish(&sent.token)), expired);
}

#[test]
fn a_token_that_nobody_asked_for_is_refused() {
    let app = App::new();
    let jane = app.person(JANE);
    let token = app.flow.tokens().scope(&Login).create(&jane).unwrap();
    assert_eq!(refusal(app.finish(token.expose())), Refusal::NoRequest);
}

#[test]
fn a_request_of_somebody_else_is_refused() {
    let app = App::new();
    let (browser, _) = app.asked();
    let found = now(app.store.find_login_of(&browser.digest())).unwrap();
    let mut request = found.unwrap();
    let id = TokenId::random().unwrap();
    request.id = id;
    now(app.store.create_login(&request, None)).unwrap();
    let john = app.person(JOHN);
    let token = app.flow.tokens().scope(&Login).id(id).create(&john);
    let token = token.unwrap();
    assert_eq!(refusal(app.finish(token.expose())), Refusal::NoRequest);
}

#[test]
fn an_account_that_is_disabled_meanwhile_is_not_logged_in() {
    let app = App::new();
    let (browser, sent) = app.asked();
    let jane = app.person(JANE);
    now(app.store.set_person_active(jane.id, false, after(0))).unwrap();
    assert!(app.finish(&sent.token).is_err());
    assert!(app.type_code(&browser, &sent.code).is_err());
}

#[test]
fn a_link_that_is_opened_again_still_knows_whose_it_is() {
    let app = App::new();
    let (_, sent) = app.asked();
    app.finish(&sent.token).unwrap();
    let revisit = |token: &str, key: i64| {
        let key = AccountKey::of(&key).unwrap();
        now(app.flow.revisit(token, &key)).unwrap()
    };
    let jane = app.person(JANE).id;
    let found = revisit(&sent.token, jane).unwrap();
    assert_eq!(found.next.as_deref(), Some("/booking/7/"));
    assert_eq!(revisit(&sent.token, app.person(JOHN).id), None);
    assert_eq!(revisit("3.AAAA", jane), None);

    let link = now(app.flow.make_link(&app.person(JANE))).unwrap();
    let found = revisit(token_of(&link), jane).unwrap();
    assert_eq!(found.next, None);
    let client = client("192.0.2.1");
    now(app.flow.finish(token_of(&link), &by(&client))).unwrap();
}
