//! The identifiers of v3 tokens.

use std::collections::HashSet;

use magiclink::{
    Tokens,
    scope::Login,
    settings::Settings,
    token::{TokenId, Version},
};

use crate::{
    account::jane,
    tokens::{BOOKING, expiring, login, native, token, tokens_of},
};

const ID: TokenId = TokenId::from_bytes(*b"01234567");

#[test]
fn a_token_has_a_random_identifier() {
    let tokens = tokens_of(native());
    let texts: HashSet<String> = (0..100).map(|_| login(&tokens)).collect();
    assert_eq!(texts.len(), 100);
    let id = |text: &String| tokens.decode(text, &Login).unwrap().id().unwrap();
    let ids: HashSet<TokenId> = texts.iter().map(id).collect();
    assert_eq!(ids.len(), 100);
}

#[test]
fn an_identifier_that_is_given_is_kept() {
    let tokens = tokens_of(native());
    let booking = BOOKING.scope(1);
    let scoped = tokens.scope(&booking).id(ID);
    let text = token(scoped, &jane());
    let unverified = tokens.decode(&text, &booking).unwrap();
    assert_eq!(unverified.id(), Some(ID));
    assert_eq!(unverified.verify(jane()).unwrap().id(), Some(ID));
    // Nothing else in a token is random.
    assert_eq!(token(scoped, &jane()), text);
}

#[test]
fn a_check_does_not_ask_for_an_identifier() {
    let tokens = tokens_of(native());
    let text = login(&tokens);
    let scoped = tokens.scope(&Login).id(ID);
    let verified = scoped.authenticate_with(&text, |_| Some(jane())).unwrap();
    assert_ne!(verified.id(), Some(ID));
}

#[test]
fn other_versions_have_no_identifier() {
    let check = |settings: Settings, version| {
        let tokens: Tokens<i64> = tokens_of(settings);
        let text = token(tokens.scope(&Login).id(ID), &jane());
        assert_eq!(text, login(&tokens));
        let unverified = tokens.decode(&text, &Login).unwrap();
        assert_eq!((unverified.id(), unverified.version()), (None, version));
        let verified = unverified.verify(jane()).unwrap();
        assert_eq!((verified.id(), verified.version()), (None, version));
    };
    check(expiring(), Version::V2);
    #[cfg(feature = "v1")]
    check(crate::tokens::old(), Version::V1);
}
