//! Sample data: each page in each of its forms, to be written once at the start.

use magiclink_axum::minijinja::{Value, context};

const EMAIL: &str = "jane.doe@example.com";

/// The values that a template is written with at the start.
pub(super) fn of(name: &str) -> Vec<Value> {
    let both = [false, true];
    match name {
        "pages/log-in-again.html" => vec![context! { log_in_url => "/login/" }],
        "pages/mails.html" => both.map(mails).into(),
        "pages/new-person.html" => ["", "account-taken", "account-no-email"]
            .map(new_person)
            .into(),
        "pages/pager.html" => vec![context! { pages => pages(true) }],
        "pages/people.html" => both.map(people).into(),
        "pages/person.html" => [
            None,
            Some("added"),
            Some("disabled"),
            Some("enabled"),
            Some("logged-out"),
            Some("sent"),
        ]
        .into_iter()
        .flat_map(|done| both.map(|is_there| person_page(is_there, done)))
        .collect(),
        _ => Vec::new(),
    }
}

fn pages(is_there: bool) -> Value {
    let url = if is_there { "?after=1" } else { "" };
    context! { first => url, next => url }
}

fn person(is_there: bool) -> Value {
    context! {
        url => "/", email => EMAIL, is_active => is_there, is_admin => is_there, created => 0,
        last_login => is_there.then_some(0), language => is_there.then_some("de"),
    }
}

fn people(is_there: bool) -> Value {
    let search = if is_there { "jane" } else { "" };
    let people = if is_there { both_people() } else { Vec::new() };
    context! { new_url => "/", search, people, pages => pages(is_there) }
}

fn both_people() -> Vec<Value> {
    vec![person(false), person(true)]
}

fn person_page(is_there: bool, done: Option<&str>) -> Value {
    context! {
        form_token => "x", back => "/", person => person(is_there), sessions => 2, done,
        is_self => !is_there, is_recent => is_there, log_in_url => "/", send_url => "/",
        log_out_url => "/", disable_url => "/", enable_url => "/",
    }
}

fn new_person(error: &str) -> Value {
    context! {
        form_token => "x", here => "/", back => "/", email => EMAIL, language => "de", error,
        languages => ["en", "de", "fr", "es"],
    }
}

fn mails(is_there: bool) -> Value {
    let mail = |state: &str| {
        context! {
            id => 1, to => is_there.then_some("j***@example.com"), state, seconds_left => 30,
            written => 0, attempts => 1, reason => is_there.then_some("busy"),
            waits => state == "waiting", is_open => is_there, retry_url => "/", drop_url => "/",
        }
    };
    let states = [
        "waiting", "sending", "sent", "expired", "dropped", "refused",
    ];
    let mails: Vec<_> = states.into_iter().filter(|_| is_there).map(mail).collect();
    context! {
        form_token => "x", here => "/", with_sent => is_there, mails, pages => pages(is_there),
        is_recent => !is_there, log_in_url => "/",
    }
}
