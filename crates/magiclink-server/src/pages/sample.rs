//! Sample data: each page in each of its forms, to be written once at the start.

use magiclink::event::What;
use magiclink_axum::minijinja::{Value, context};

const EMAIL: &str = "jane.doe@example.com";

/// The fields of a link, and the texts about them.
const LINK_MISTAKES: [(&str, &str); 9] = [
    ("", ""),
    ("path", "link-path-foreign"),
    ("path", "link-path-slash"),
    ("path", "link-path-nothing"),
    ("label", "link-label-wrong"),
    ("days", "link-days-wrong"),
    ("uses", "link-uses-wrong"),
    ("passphrase", "link-passphrase-wrong"),
    ("passphrase", "link-passphrase-needed"),
];

/// The values that a template is written with at the start.
pub(super) fn of(name: &str) -> Vec<Value> {
    let both = [false, true];
    match name {
        "pages/all-links.html" => both.map(all_links).into(),
        "pages/audit.html" => both.map(audit).into(),
        "pages/link-cells.html" => both
            .map(|is_there| context! { link => link("open", is_there), form_token => "x" })
            .into(),
        "pages/links.html" => both.map(links).into(),
        "pages/made-link.html" => both.map(made_link).into(),
        "pages/new-link.html" => LINK_MISTAKES.map(new_link).into(),
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
            waits => state == "waiting", retry_url => "/", drop_url => "/",
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

fn audit(is_there: bool) -> Value {
    let row = |(what, by): (&str, &str)| {
        context! {
            at => 0, what, by, count => if is_there { 1 } else { 7 }, is_known => what != "new",
            detail => "spent", has_account => true, account => is_there.then_some(EMAIL),
            account_url => "/", admin => is_there.then_some(EMAIL), browser => "Firefox on Linux",
            address => is_there.then_some("192.0.2.1"), link => is_there.then_some("00"),
        }
    };
    let actors = ["visitor", "admin", "operator", "program"].map(|by| ("new", by));
    let whats = What::NAMES.map(|what| (what, "visitor"));
    let rows: Vec<_> = actors.into_iter().chain(whats).map(row).collect();
    context! {
        rows, pages => pages(is_there), search => "", kind => is_there.then_some("logged-in"),
        kinds => What::NAMES,
    }
}

fn link(state: &str, is_there: bool) -> Value {
    context! {
        id => "00", label => if is_there { "For Bob" } else { "" }, path => "/booking/1/",
        is_folder => is_there, created => 0, expires => 0, uses => 1,
        max_uses => is_there.then_some(2), last_opened => is_there.then_some(0),
        has_passphrase => is_there, state, can_be_revoked => is_there, revoke_url => "/",
        owner => is_there.then_some(EMAIL),
    }
}

fn all_of(is_there: bool) -> Vec<Value> {
    let states = ["open", "used-up", "expired", "revoked"];
    let both = states
        .into_iter()
        .flat_map(|state| [true, false].map(|is_there| link(state, is_there)));
    both.filter(|_| is_there).collect()
}

fn links(is_there: bool) -> Value {
    context! {
        form_token => "x", links => all_of(is_there), pages => pages(is_there),
        can_revoke => is_there, new_url => "/", revoke_all_url => "/",
    }
}

fn all_links(is_there: bool) -> Value {
    let search = if is_there { "bob" } else { "" };
    context! {
        form_token => "x", links => all_of(true).split_off(if is_there { 0 } else { 8 }), search,
        pages => pages(is_there), is_recent => is_there, log_in_url => "/",
    }
}

fn new_link((error_in, error): (&str, &str)) -> Value {
    context! {
        form_token => "x", here => "/", back => "/", path => "/booking/1/",
        is_folder => error.is_empty(), label => "", days => "7", uses => "", passphrase => "",
        most_days => 400, needs_passphrase => error.is_empty(), error_in, error,
    }
}

fn made_link(is_there: bool) -> Value {
    let qr = is_there.then(|| context! { size => 1, path => "M0 0h1v1h-1z" });
    context! {
        qr, address => "https://a.example/?sesame=3.AAAA", script => "/", back => "/", new_url => "/",
        ..link("open", is_there)
    }
}
