//! The reasons that v2 gives.

use std::time::Duration;

use magiclink::{
    Rejection,
    scope::{Login, Namespace},
};

use super::Case;
use crate::{
    account::{Person, jane},
    tokens::{BOOKING, after, django, expiring, login, native, tokens_of, verdict},
};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = forms();
    cases.extend(signed());
    cases.extend(everlasting());
    cases
}

/// Texts that are refused for what they look like.
fn forms() -> Vec<Case> {
    let tokens = tokens_of(expiring());
    let check = |text: &str| verdict(tokens.scope(&Login), text, &jane());
    let native = tokens_of(native());
    let longer = tokens_of(expiring().with_signature_size(11));
    vec![
        Case::new(Rejection::TooLong, check(&"A".repeat(513))),
        Case::new(Rejection::UnknownFormat, check("AAAA AAAA")),
        Case::new(Rejection::VersionNotAccepted, check(&login(&native))),
        Case::new(Rejection::Encoding, check("AAAAB")),
        // Eight bytes are a key, four the time.
        Case::new(Rejection::PrimaryKey, check("AAAAAAAA")),
        Case::new(Rejection::Timestamp, check("AAAAAAAAAAAAAA")),
        Case::new(Rejection::SignatureSize, check("AAAAAAAAAAAAAAAA")),
        Case::new(Rejection::SignatureSize, check(&login(&longer))),
    ]
}

/// Genuine tokens where they are not good.
fn signed() -> Vec<Case> {
    let tokens = tokens_of(expiring());
    let text = login(&tokens);
    let at = |seconds| verdict(tokens.scope(&Login).at(after(seconds)), &text, &jane());
    let booking = BOOKING.scope(1);
    let report = Namespace::from_static("report").scope(1);
    let unknown = tokens.authenticate_with(&text, &Login, |_| None::<Person>);
    vec![
        Case::new(Rejection::FromTheFuture, at(-61)),
        Case::new(
            Rejection::ScopeNotSupported,
            verdict(tokens.scope(&report), &text, &jane()),
        ),
        Case::new(Rejection::UnknownAccount, unknown.map(drop)),
        Case::new(
            Rejection::Signature,
            verdict(tokens.scope(&booking), &text, &jane()),
        ),
        Case::new(Rejection::Expired, at(600)),
    ]
}

/// Tokens that carry no time.
fn everlasting() -> Vec<Case> {
    let tokens = tokens_of(django());
    let text = login(&tokens);
    let limited = tokens.scope(&Login).max_age(Duration::from_mins(1));
    let nothing_to_change = Person {
        password: None,
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
