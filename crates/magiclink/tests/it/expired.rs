//! Only whoever had a good token is told that it has expired.

use magiclink::{Rejection, Tokens, scope::Login};

use crate::{
    account::{Person, jane},
    tokens::{BOOKING, OTHER_SECRET, after, login, tokens_of, verdict, versions, versions_with},
};

#[test]
fn a_good_token_that_is_too_old_has_expired() {
    for settings in versions() {
        let tokens = tokens_of(settings);
        let text = login(&tokens);
        let later = tokens.scope(&Login).at(after(1000));
        assert_eq!(verdict(later, &text, &jane()), Err(Rejection::Expired));
        let unverified = later.decode(&text).unwrap();
        assert!(unverified.is_expired());
        assert!(!tokens.decode(&text, &Login).unwrap().is_expired());
    }
}

#[test]
fn a_forged_token_that_is_too_old_is_forged() {
    for (settings, forger) in versions().into_iter().zip(versions_with(OTHER_SECRET)) {
        let tokens: Tokens<i64> = tokens_of(settings);
        let text = login(&tokens_of(forger));
        let later = tokens.scope(&Login).at(after(1000));
        assert_eq!(verdict(later, &text, &jane()), Err(Rejection::Signature));
    }
}

#[test]
fn no_bit_of_a_token_that_is_too_old_can_change() {
    for settings in versions() {
        let tokens = tokens_of(settings);
        let text = login(&tokens);
        let later = tokens.scope(&Login).at(after(1000));
        for place in 0..text.len() {
            for other in ["A", "g", "_", ":", "."] {
                let mut forged = text.clone();
                forged.replace_range(place..=place, other);
                if forged != text {
                    let refused = verdict(later, &forged, &jane());
                    assert!(
                        !matches!(refused, Ok(()) | Err(Rejection::Expired)),
                        "{forged} is {refused:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_token_that_is_too_old_tells_nothing_of_another_scope() {
    for settings in versions() {
        let tokens = tokens_of(settings);
        let text = login(&tokens);
        let booking = BOOKING.scope(1);
        let refused = verdict(tokens.scope(&booking).at(after(1000)), &text, &jane());
        assert!(matches!(
            refused,
            Err(Rejection::Signature | Rejection::ScopeNotSupported)
        ));
    }
}

#[test]
fn a_token_that_is_too_old_tells_nothing_of_a_changed_account() {
    let changed = Person {
        password: Some("!".to_owned()),
        ..jane()
    };
    let inactive = Person {
        is_active: false,
        ..jane()
    };
    for settings in versions() {
        let tokens = tokens_of(settings);
        let text = login(&tokens);
        let later = tokens.scope(&Login).at(after(1000));
        assert!(matches!(
            verdict(later, &text, &changed),
            Err(Rejection::Signature | Rejection::Revoked)
        ));
        assert_eq!(
            verdict(later, &text, &inactive),
            Err(Rejection::UnknownAccount)
        );
        let unknown = later.authenticate_with(&text, |_| None::<Person>);
        assert_eq!(unknown.map(drop), Err(Rejection::UnknownAccount));
    }
}
