//! A token is good only for the account that it names, if that account may log in.

use magiclink::{Rejection, scope::Login, settings::Settings};

use crate::{
    account::{Person, jane},
    tokens::{login, tokens_of, verdict, versions},
};

/// What a token of Jane gets if the application finds `found` for it.
fn found(settings: Settings, found: &Person) -> Result<(), Rejection> {
    let tokens = tokens_of(settings);
    let text = login(&tokens);
    verdict(tokens.scope(&Login), &text, found)
}

#[test]
fn an_account_that_is_not_active_is_as_good_as_unknown() {
    let inactive = Person {
        is_active: false,
        ..jane()
    };
    for settings in versions() {
        let refused = found(settings, &inactive);
        assert_eq!(refused, Err(Rejection::UnknownAccount));
    }
}

#[test]
fn another_account_with_the_same_state_is_refused() {
    let twin = Person { key: 2, ..jane() };
    for settings in versions() {
        let refused = found(settings, &twin);
        assert_eq!(refused, Err(Rejection::UnknownAccount));
    }
}

#[test]
fn an_unknown_account_is_refused() {
    for settings in versions() {
        let tokens = tokens_of(settings);
        let text = login(&tokens);
        let unverified = tokens.decode(&text, &Login).unwrap();
        assert_eq!(unverified.refuse_unknown(), Rejection::UnknownAccount);
    }
}
