//! The typed code.

use magiclink::{
    bearer::Bearer,
    login::{Code, Refusal},
};

use super::{App, JANE, refusal};
use crate::tokens::after;

/// A code that is not this one.
fn another(code: &str) -> String {
    let first = if code.starts_with('A') { "B" } else { "A" };
    format!("{first}{}", &code[1..])
}

#[test]
fn a_code_logs_in_the_browser_that_asked() {
    let app = App::new();
    let (browser, sent) = app.asked();
    let finished = app.type_code(&browser, &sent.code.to_lowercase()).unwrap();
    assert_eq!(finished.account.email, JANE);
    assert_eq!(finished.next.as_deref(), Some("/booking/7/"));
    assert_eq!(refusal(app.type_code(&browser, &sent.code)), Refusal::Spent);
    assert_eq!(refusal(app.finish(&sent.token)), Refusal::Spent);
}

#[test]
fn a_code_is_worth_nothing_in_another_browser() {
    let app = App::new();
    let (_, sent) = app.asked();
    let other = Bearer::random().unwrap();
    assert_eq!(
        refusal(app.type_code(&other, &sent.code)),
        Refusal::NoRequest
    );
    let theirs = app.ask("john@example.com").unwrap().browser;
    assert_eq!(
        refusal(app.type_code(&theirs, &sent.code)),
        Refusal::WrongCode
    );
}

#[test]
fn five_wrong_codes_burn_the_right_one() {
    let app = App::new();
    let (browser, sent) = app.asked();
    let wrong = another(&sent.code);
    for _ in 0..5 {
        assert_eq!(refusal(app.type_code(&browser, &wrong)), Refusal::WrongCode);
    }
    assert_eq!(refusal(app.type_code(&browser, &sent.code)), Refusal::Spent);
}

#[test]
fn four_wrong_codes_do_not_and_what_is_no_code_counts_for_none() {
    let app = App::new();
    let (browser, sent) = app.asked();
    for _ in 0..4 {
        let wrong = another(&sent.code);
        assert_eq!(refusal(app.type_code(&browser, &wrong)), Refusal::WrongCode);
        assert_eq!(refusal(app.type_code(&browser, "")), Refusal::WrongCode);
    }
    app.type_code(&browser, &sent.code).unwrap();
}

#[test]
fn a_code_that_is_too_late_is_refused() {
    let app = App::new();
    let (browser, sent) = app.asked();
    app.clock.set(after(600));
    assert_eq!(refusal(app.type_code(&browser, &sent.code)), Refusal::Spent);
}

#[test]
fn no_code_logs_in_an_address_without_an_account() {
    let app = App::new();
    let browser = app.ask("nobody@example.com").unwrap().browser;
    let letters = app.letters.0.lock().unwrap();
    let code = letters[0].lines().nth(3).unwrap();
    assert_eq!(refusal(app.type_code(&browser, code)), Refusal::WrongCode);
}

#[test]
fn a_code_is_not_in_its_debug_text() {
    let code = Code::random().unwrap();
    assert_eq!(format!("{code:?}"), "Code([redacted])");
}
