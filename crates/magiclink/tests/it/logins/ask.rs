//! Asking for a login link.

use std::time::Duration;

use magiclink::{
    login::LoginError,
    scope::Login,
    store::{LoginStore as _, PersonStore as _},
};

use super::{App, CANCEL_URL, JANE, JOHN, LINK_URL, client, seconds_to_wait};
use crate::{
    store::now,
    tokens::{NOW, after},
};

#[test]
fn a_mail_goes_to_the_address_that_the_account_has() {
    let app = App::new();
    app.ask("JANE.DOE@EXAMPLE.COM").unwrap();
    let mails = app.mails();
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(mail.to, JANE);
    assert_eq!(
        (&*mail.subject, &*mail.html),
        ("Log in", "<p>Log in"),
        "as it was written"
    );
    assert_eq!((mail.written, mail.expires), (after(0), after(600)));
}

#[test]
fn the_letter_knows_the_links_the_code_the_browser_and_the_languages() {
    let app = App::new();
    let (_, sent) = app.asked();
    let lines: Vec<&str> = sent.mail.text.lines().collect();
    assert_eq!(lines[0], JANE);
    assert!(lines[1].starts_with(&format!("{LINK_URL}?sesame=3.")));
    assert!(lines[2].starts_with(&format!("{CANCEL_URL}?sesame=3.")));
    assert_eq!(lines[3].len(), "XXXX-XXXX".len());
    assert_eq!(lines[4], "600s");
    assert_eq!(lines[5], NOW.to_string());
    assert_eq!(lines[6], "192.0.2.1");
    assert_eq!(lines[7], "fr de", "the account's own comes first");
}

#[test]
fn the_message_of_each_mail_has_a_name_of_its_own() {
    let app = App::new();
    let (_, first) = app.asked();
    app.clock.set(after(60));
    let (_, second) = app.asked();
    assert!(!first.mail.message_id.is_empty());
    assert_ne!(first.mail.message_id, second.mail.message_id);
}

#[test]
fn the_request_keeps_who_asked_and_where_to_go() {
    let app = App::new();
    let asked = app.ask(JANE).unwrap();
    let found = now(app.store.find_login_of(&asked.browser.digest())).unwrap();
    let request = found.unwrap();
    assert_eq!(request.next.as_deref(), Some("/booking/7/"));
    assert_eq!(request.client, client("192.0.2.1"));
    assert_eq!((request.asked, request.expires), (after(0), after(600)));
    assert_eq!(request.code_expires, after(600));
    assert_eq!((request.code_tries, request.spent), (5, None));
    assert!(request.account.is_some());
}

#[test]
fn an_unknown_address_gets_the_same_answer_and_no_mail() {
    let app = App::new();
    let known = app.ask(JANE).unwrap();
    app.mails();
    let unknown = app.ask("nobody@example.com").unwrap();
    assert_eq!(known.wait, Duration::from_secs(30));
    assert_eq!(unknown.wait, known.wait);
    assert!(app.mails().is_empty());

    let found = now(app.store.find_login_of(&unknown.browser.digest())).unwrap();
    assert_eq!(found.unwrap().account, None);
    // The mail was written all the same, which takes the longest; only that its token is none.
    let letters = app.letters.0.lock().unwrap();
    assert_eq!(letters.len(), 2);
    let [to_jane, to_nobody] = [0, 1].map(|letter| letters[letter].lines().collect::<Vec<_>>());
    assert_eq!(to_nobody[0], "nobody@example.com");
    for (line, url) in [(1, LINK_URL), (2, CANCEL_URL)] {
        assert_eq!(to_nobody[line].len(), to_jane[line].len());
        let token = to_nobody[line].strip_prefix(url).unwrap();
        let token = token.strip_prefix("?sesame=").unwrap();
        assert!(app.flow.tokens().decode(token, &Login).is_err(), "{token}");
    }
}

#[test]
fn an_account_that_is_disabled_gets_no_mail() {
    let app = App::new();
    let john = app.person(JOHN);
    now(app.store.set_person_active(john.id, false, after(0))).unwrap();
    app.ask(JOHN).unwrap();
    assert!(app.mails().is_empty());
}

#[test]
fn an_address_waits_before_the_next_mail_whoever_asks() {
    let app = App::new();
    for address in [JANE, "nobody@example.com"] {
        app.ask_from(address, "192.0.2.1").unwrap();
        assert_eq!(seconds_to_wait(app.ask_from(address, "192.0.2.2")), 30);
        // It is the same address, however it is typed.
        let typed = address.to_uppercase();
        assert_eq!(seconds_to_wait(app.ask_from(&typed, "192.0.2.3")), 30);
    }
}

#[test]
fn a_client_gets_five_mails_at_once() {
    let app = App::new();
    for number in 1..=5 {
        app.ask(&format!("jane{number}@example.com")).unwrap();
    }
    assert_eq!(seconds_to_wait(app.ask(JANE)), 60);
    assert!(matches!(app.ask(JOHN), Err(LoginError::Limited(_))));
    app.ask_from(JANE, "192.0.2.2").unwrap();
}
