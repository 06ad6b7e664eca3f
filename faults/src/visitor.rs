//! What people do with the program: ask for a link, find it in the mail, log in.

use std::time::Duration;

use crate::{
    http::{Answer, Browser},
    smtp::{self, Smtp},
};

/// The address of a person; see `Place::add_people`.
pub(crate) fn email(number: usize) -> String {
    format!("person{number}@example.com")
}

/// Asks for a login link, from the form on; nothing if the server goes away. An answer that is not the
/// form is given back as it is.
pub(crate) fn ask(browser: &mut Browser, email: &str) -> Option<Answer> {
    let page = browser.try_get("/login/")?;
    let Some(form_token) = page.try_field("form_token") else {
        return Some(page);
    };
    browser.try_post("/login/", &[("form_token", &form_token), ("email", email)])
}

/// Whether this is the answer to somebody who has asked for a link.
pub(crate) fn is_accepted(answer: &Answer) -> bool {
    answer.status == 303 && answer.location() == "/login/sent/"
}

/// Logs a person in by their mail, in the browser that has asked.
pub(crate) fn log_in(browser: &mut Browser, smtp: &Smtp, email: &str) {
    let asked = ask(browser, email).expect("the server answers");
    assert!(is_accepted(&asked), "{}", asked.head);
    let mail = smtp
        .find(email, Duration::from_secs(10))
        .expect("the mail comes");
    let answer = browser.get(&smtp::link(&mail.text));
    assert_eq!(answer.location(), "/account/", "{}", answer.head);
}
