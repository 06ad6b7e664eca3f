//! Wrong links and codes are counted for each client.

use magiclink::{Rejection, login::Refusal};

use super::{App, by, client, refusal, seconds_to_wait};
use crate::{store::now, tokens::after};

#[test]
fn thirty_wrong_links_lock_a_client_out_for_five_minutes() {
    let app = App::new();
    let (browser, sent) = app.asked();
    for _ in 0..30 {
        let refusal = refusal(app.finish("3.AAAA"));
        assert!(matches!(refusal, Refusal::Token(_)), "{refusal}");
    }
    // Neither a right link nor a right code helps any more,
    assert_eq!(seconds_to_wait(app.finish(&sent.token)), 300);
    assert_eq!(seconds_to_wait(app.type_code(&browser, &sent.code)), 300);
    let looked = now(app.flow.look_at(&sent.token, None, &client("192.0.2.1")));
    assert_eq!(seconds_to_wait(looked), 300);
    // but somebody else is not kept out, nor this one for ever.
    let other = client("192.0.2.2");
    now(app.flow.look_at(&sent.token, None, &other)).unwrap();
    app.clock.set(after(300));
    now(app.flow.finish(&sent.token, &by(&client("192.0.2.1")))).unwrap();
}

#[test]
fn wrong_codes_count_as_wrong_links_do() {
    let app = App::new();
    let (browser, _) = app.asked();
    for _ in 0..30 {
        assert_eq!(refusal(app.type_code(&browser, "")), Refusal::WrongCode);
    }
    assert_eq!(seconds_to_wait(app.type_code(&browser, "")), 300);
}

#[test]
fn links_that_were_genuine_are_no_guesses() {
    let app = App::new();
    let (browser, sent) = app.asked();
    app.finish(&sent.token).unwrap();
    for _ in 0..31 {
        assert_eq!(refusal(app.finish(&sent.token)), Refusal::Spent);
        assert_eq!(refusal(app.type_code(&browser, &sent.code)), Refusal::Spent);
    }
    app.clock.set(after(600));
    for _ in 0..31 {
        let expired = Refusal::Token(Rejection::Expired);
        assert_eq!(refusal(app.finish(&sent.token)), expired);
    }
}
