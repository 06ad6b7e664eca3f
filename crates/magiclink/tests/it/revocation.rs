//! What revokes the tokens of an account, and what does not.

use magiclink::{
    Rejection,
    account::{LastLogin, marker},
    clock::Timestamp,
    scope::Login,
    settings::Settings,
};
use time::{OffsetDateTime, UtcOffset};

use crate::{
    account::{Person, jane},
    tokens::{BOOKING, django, expiring, login, native, token, tokens_of, verdict},
};

/// What a token that Jane had gets after she has become `changed`.
fn after_change(settings: Settings, changed: &Person) -> Result<(), Rejection> {
    let tokens = tokens_of(settings);
    let text = login(&tokens);
    verdict(tokens.scope(&Login), &text, changed)
}

/// Settings of v2 and v3 that bind everything, each with the reason that it gives.
fn binding_all() -> [(Settings, Rejection); 3] {
    let all = |settings: Settings| {
        settings
            .with_one_time(true)
            .with_invalidate_on_email_change(true)
    };
    [
        (all(django()), Rejection::Signature),
        (all(expiring()), Rejection::Signature),
        (all(native()), Rejection::Revoked),
    ]
}

fn with_password(password: &str) -> Person {
    Person {
        password: Some(password.to_owned()),
        ..jane()
    }
}

fn with_email(email: &str) -> Person {
    Person {
        email: email.to_owned(),
        ..jane()
    }
}

fn with_last_login(last_login: Option<LastLogin>) -> Person {
    Person {
        last_login,
        ..jane()
    }
}

#[test]
fn another_password_revokes() {
    let password = jane().password.unwrap();
    let mut other_hash = password.clone();
    other_hash.replace_range(password.len() - 2.., "A=");
    for (settings, reason) in binding_all() {
        for changed in [
            with_password(&other_hash),
            with_password(&marker().unwrap()),
            with_password(""),
            Person {
                password: None,
                ..jane()
            },
        ] {
            assert_eq!(after_change(settings.clone(), &changed), Err(reason));
        }
        assert_eq!(after_change(settings, &jane()), Ok(()));
    }
}

#[test]
fn private_links_can_outlive_another_password_that_ends_login_links() {
    let (booking, changed) = (BOOKING.scope(1), with_password("!another"));
    for (settings, reason) in [
        (expiring(), Rejection::Signature),
        (native(), Rejection::Revoked),
    ] {
        let verdicts = |settings: Settings| {
            let tokens = tokens_of(settings);
            let (private, login) = (token(tokens.scope(&booking), &jane()), login(&tokens));
            let private = verdict(tokens.scope(&booking), &private, &changed);
            (private, verdict(tokens.scope(&Login), &login, &changed))
        };
        let refused = Err(reason);
        assert_eq!(verdicts(settings.clone()), (refused, refused));
        let outliving = settings.with_private_invalidate_on_password_change(false);
        assert_eq!(verdicts(outliving.clone()), (Ok(()), refused));
        // As with the ages, what is said of both later counts for both.
        let both = outliving.with_invalidate_on_password_change(true);
        assert_eq!(verdicts(both), (refused, refused));
    }
}

#[test]
fn another_address_revokes_even_if_only_its_case_is_another() {
    for (settings, reason) in binding_all() {
        for email in [
            "jane@elsewhere.example",
            "Jane.Doe@example.com",
            "jane.doe@example.com ",
            "",
        ] {
            let changed = with_email(email);
            assert_eq!(after_change(settings.clone(), &changed), Err(reason));
        }
    }
}

#[test]
fn a_login_revokes_single_use_tokens() {
    let before = OffsetDateTime::from_unix_timestamp(1_799_000_000).unwrap();
    let elsewhere = before.to_offset(UtcOffset::from_hms(1, 0, 0).unwrap());
    for (settings, reason) in binding_all() {
        let tokens = tokens_of(settings);
        let check = |made: LastLogin, found: Option<LastLogin>| {
            let token = tokens.create(&with_last_login(Some(made)), &Login).unwrap();
            let found = with_last_login(found);
            verdict(tokens.scope(&Login), token.expose(), &found)
        };
        assert_eq!(check(before.into(), Some(before.into())), Ok(()));
        let later = Timestamp::from_unix_micros(1_799_000_000_000_001);
        assert_eq!(check(before.into(), Some(later.into())), Err(reason));
        assert_eq!(check(before.into(), None), Err(reason));
        // The same moment counts as another if the users table has it with another offset.
        assert_eq!(check(before.into(), Some(elsewhere.into())), Err(reason));
    }
}

#[test]
fn the_first_login_revokes_single_use_tokens() {
    for (settings, reason) in binding_all() {
        let tokens = tokens_of(settings);
        let token = tokens.create(&with_last_login(None), &Login).unwrap();
        let check = |person: &Person| verdict(tokens.scope(&Login), token.expose(), person);
        assert_eq!(check(&with_last_login(None)), Ok(()));
        assert_eq!(check(&jane()), Err(reason));
    }
}

#[test]
fn what_is_not_bound_can_change() {
    for settings in [expiring(), native()] {
        let unbound = settings
            .with_one_time(false)
            .with_invalidate_on_password_change(false)
            .with_invalidate_on_email_change(false);
        let changed = Person {
            password: None,
            email: String::new(),
            last_login: None,
            ..jane()
        };
        assert_eq!(after_change(unbound, &changed), Ok(()));
    }
}

#[test]
fn a_raised_epoch_revokes_v3_tokens() {
    let revoked = Person { epoch: 1, ..jane() };
    assert_eq!(after_change(native(), &revoked), Err(Rejection::Revoked));
    let far = Person {
        epoch: 1 << 32,
        ..jane()
    };
    assert_eq!(after_change(native(), &far), Err(Rejection::Revoked));
    // v2 tokens have no place for it.
    assert_eq!(after_change(expiring(), &revoked), Ok(()));
}
