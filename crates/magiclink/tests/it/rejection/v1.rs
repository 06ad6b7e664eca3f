//! The reasons that v1 gives.

use std::time::Duration;

use magiclink::{Rejection, scope::Login};

use super::Case;
use crate::{
    account::{Person, jane},
    tokens::{BOOKING, TEN_MINUTES, after, expiring, login, old, tokens_of, verdict},
    v1::sign,
};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = forms();
    cases.extend(signed());
    cases.extend(everlasting());
    cases
}

/// Texts that are refused for what they look like, or for what is in them although it is signed.
fn forms() -> Vec<Case> {
    let tokens = tokens_of(old());
    let check = |text: &str| verdict(tokens.scope(&Login), text, &jane());
    let django = tokens_of(expiring());
    let long = format!("AAAA:{}", "A".repeat(508));
    let genuine = login(&tokens);
    let odd = format!("{}!", &genuine[..genuine.len() - 1]);
    vec![
        Case::new(Rejection::TooLong, check(&long)),
        Case::new(Rejection::UnknownFormat, check("AAAA:AAAA")),
        Case::new(Rejection::UnknownFormat, check(&odd)),
        Case::new(Rejection::VersionNotAccepted, check(&login(&django))),
        Case::new(Rejection::Encoding, check(&sign("AAAAB"))),
        Case::new(Rejection::PrimaryKey, check(&sign("AAAA"))),
    ]
}

/// Genuine tokens where they are not good.
fn signed() -> Vec<Case> {
    let tokens = tokens_of(old().with_max_age(TEN_MINUTES));
    let text = login(&tokens);
    let at = |seconds| verdict(tokens.scope(&Login).at(after(seconds)), &text, &jane());
    let booking = BOOKING.scope(1);
    let unknown = tokens.authenticate_with(&text, &Login, |_| None::<Person>);
    let forged = format!("{}A", &text[..text.len() - 1]);
    let with_time = |time: &str| {
        let (data, rest) = text.split_once(':').expect("it has three parts");
        let (_, signature) = rest.split_once(':').expect("it has three parts");
        let odd = format!("{data}:{time}:{signature}");
        verdict(tokens.scope(&Login), &odd, &jane())
    };
    let changed = Person {
        password: Some("!".to_owned()),
        ..jane()
    };
    vec![
        Case::new(Rejection::FromTheFuture, at(-61)),
        Case::new(Rejection::UnknownFormat, with_time("AAAAAAA")),
        Case::new(Rejection::UnknownFormat, with_time("AAAAA!")),
        Case::new(
            Rejection::ScopeNotSupported,
            verdict(tokens.scope(&booking), &text, &jane()),
        ),
        Case::new(Rejection::UnknownAccount, unknown.map(drop)),
        Case::new(
            Rejection::Signature,
            verdict(tokens.scope(&Login), &forged, &jane()),
        ),
        Case::new(
            Rejection::Revoked,
            verdict(tokens.scope(&Login), &text, &changed),
        ),
        Case::new(Rejection::Expired, at(601)),
    ]
}

/// Tokens that carry no time.
fn everlasting() -> Vec<Case> {
    let tokens = tokens_of(old());
    let text = login(&tokens);
    let limited = tokens.scope(&Login).max_age(Duration::from_mins(1));
    let nothing_to_change = Person {
        password: Some(String::new()),
        ..jane()
    };
    vec![
        Case::new(
            Rejection::MaxAgeNotSupported,
            verdict(limited, &text, &jane()),
        ),
        Case::new(
            Rejection::Irrevocable,
            verdict(tokens.scope(&Login), &text, &nothing_to_change),
        ),
    ]
}
