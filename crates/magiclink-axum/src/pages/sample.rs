//! Sample data: each page in each of its forms, to be written once at the start.

use minijinja::{Value, context};

const TOKEN: &str = "3.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const EMAIL: &str = "jane.doe@example.com";
const MOMENT: &str = "22 November 2026, 15:35 UTC";
const ISO: &str = "2026-11-22T15:35:00Z";

/// What the words about an address are called.
const EMAIL_ERRORS: [&str; 6] = [
    "email-empty",
    "email-too-long",
    "email-no-at",
    "email-local-part",
    "email-domain",
    "email-other",
];

/// What the words about a passphrase are called.
const OPEN_ERRORS: [&str; 3] = [
    "open-passphrase-empty",
    "open-passphrase-wrong",
    "open-passphrase-limited",
];

/// Every template that is a page or a mail, with values for each of its branches.
pub(super) fn all() -> Vec<(&'static str, Value)> {
    let mut all = vec![
        ("pages/cancelled.html", context! {}),
        ("mail/login.html", mail()),
        ("mail/login.txt", mail()),
        (
            "pages/error.html",
            context! { key => "internal", reference => "0123abcd" },
        ),
    ];
    for seconds in [1, 30, 300, 86_400] {
        all.push(("pages/limited.html", context! { seconds }));
    }
    for error in EMAIL_ERRORS {
        all.push(("pages/login.html", login(EMAIL, error)));
    }
    for error in OPEN_ERRORS {
        all.push(("pages/open_link.html", open_link(EMAIL, error)));
    }
    for value in ["", EMAIL] {
        all.extend(forms(value));
    }
    all
}

/// The pages with forms, with `value` wherever something may be absent.
fn forms(value: &str) -> [(&'static str, Value); 7] {
    let (form_token, is_there) = (TOKEN, !value.is_empty());
    let seconds = if is_there { 30 } else { 0 };
    let client = context! { browser => value, system => value, address => value };
    let link = context! {
        form_token, token_name => "sesame", token => TOKEN, email => EMAIL,
        ago_seconds => seconds * 100, asked => MOMENT, asked_iso => ISO, ..client.clone()
    };
    let session = context! {
        id => "00", is_current => !is_there, since => MOMENT, since_iso => ISO, ..client
    };
    [
        ("pages/login.html", login(value, "")),
        ("pages/logout.html", context! { form_token, email => value }),
        (
            "pages/sent.html",
            context! { form_token, has_code => is_there, seconds, is_wrong => is_there },
        ),
        (
            "pages/confirm.html",
            context! { next => value, other => value, ..link.clone() },
        ),
        ("pages/cancel.html", link),
        ("pages/open_link.html", open_link(value, "")),
        (
            "pages/account.html",
            context! {
                form_token, email => EMAIL, since => MOMENT, since_iso => ISO,
                navigation => [context! { path => "/", text => "account-title", is_here => is_there }],
                sessions => vec![session; 2], has_others => is_there
            },
        ),
    ]
}

fn login(value: &str, error: &str) -> Value {
    let form_token = TOKEN;
    context! { form_token, next => value, email => value, account => value, error }
}

fn open_link(value: &str, error: &str) -> Value {
    let is_there = !value.is_empty();
    context! {
        form_token => TOKEN, token_name => "sesame", token => TOKEN, scope => "booking:7",
        next => "/booking/7/share/", email => EMAIL, label => value, is_limited => is_there,
        needs_passphrase => is_there, error, seconds => 30
    }
}

fn mail() -> Value {
    context! {
        email => EMAIL, link => "https://a.example/login/auth/?sesame=3.AAAA",
        cancel_link => "https://a.example/login/cancel/?sesame=3.AAAA", code => "ABCD-EFGH",
        seconds => 600, asked => MOMENT, browser => "Firefox", system => "Linux"
    }
}
