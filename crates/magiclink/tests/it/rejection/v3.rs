//! The reasons that v3 gives.

use magiclink::{
    Rejection, Tokens,
    scope::{Login, Namespace},
};

use super::Case;
use crate::{
    account::{Person, jane, person},
    tokens::{BOOKING, after, expiring, login, native, tokens_of, verdict},
};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = forms();
    cases.extend(signed());
    cases
}

/// Texts that are refused for what they look like.
fn forms() -> Vec<Case> {
    let tokens = tokens_of(native());
    let check = |text: &str| verdict(tokens.scope(&Login), text, &jane());
    let django = tokens_of(expiring());
    let mac_only = format!("3.{}", "A".repeat(22));
    let too_short = format!("3.{}", "A".repeat(20));
    vec![
        Case::new(Rejection::TooLong, check(&format!("3.{}", "A".repeat(511)))),
        Case::new(Rejection::UnknownFormat, check("3.AAAA AAAA")),
        Case::new(Rejection::VersionNotAccepted, check(&login(&django))),
        Case::new(Rejection::Encoding, check("3.AAAAB")),
        Case::new(Rejection::Timestamp, check(&mac_only)),
        Case::new(Rejection::SignatureSize, check(&too_short)),
    ]
}

/// Genuine tokens where they are not good.
fn signed() -> Vec<Case> {
    let tokens = tokens_of(native());
    let text = login(&tokens);
    let at = |seconds| verdict(tokens.scope(&Login).at(after(seconds)), &text, &jane());
    let booking = BOOKING.scope(1);
    let report = Namespace::from_static("report").scope(1);
    let unknown = tokens.authenticate_with(&text, &Login, |_| None::<Person>);
    let moved = Person {
        email: "jane@elsewhere.example".to_owned(),
        ..jane()
    };
    // The same secret makes the same keys whatever the primary key is, so the signature is right.
    let short_keys: Tokens<i32> = tokens_of(native());
    vec![
        Case::new(
            Rejection::PrimaryKey,
            verdict(short_keys.scope(&Login), &text, &person(1_i32)),
        ),
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
        Case::new(
            Rejection::Revoked,
            verdict(tokens.scope(&Login), &text, &moved),
        ),
        Case::new(Rejection::Expired, at(600)),
    ]
}
