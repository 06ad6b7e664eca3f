//! Every reason why a token is not made.

use std::{collections::BTreeSet, error::Error, time::Duration};

use magiclink::{
    CreateError,
    primary_key::{KeyBuffer, KeyTooLong, PrimaryKey},
    scope::{Login, Namespace, Private, Scope},
    secret::RandomError,
    settings::Settings,
};

#[cfg(feature = "v1")]
use crate::tokens::{TEN_MINUTES, old};
use crate::{
    account::{Person, jane, person},
    tokens::{BOOKING, after, django, expiring, native, tokens_of, versions},
    variants,
};

const DAY: u64 = 24 * 60 * 60;

/// What is wrong with a token for `person`.
fn error<K>(settings: Settings, scope: &impl Scope, person: &Person<K>) -> String
where
    K: PrimaryKey + Clone,
{
    let tokens = tokens_of(settings);
    name(&tokens.create(person, scope).map(drop))
}

/// What is wrong with a token for Jane that lives for these many seconds.
fn error_after(settings: Settings, scope: &impl Scope, max_age: u64) -> String {
    let tokens = tokens_of(settings);
    let limited = tokens.scope(scope).max_age(Duration::from_secs(max_age));
    name(&limited.create(&jane()).map(drop))
}

/// What is wrong, in a form that can be compared.
fn name(made: &Result<(), CreateError>) -> String {
    match made {
        Ok(()) => "nothing".to_owned(),
        Err(error) => variants::name(error),
    }
}

#[test]
fn every_reason_is_known_to_these_tests() {
    let known = [
        "ScopeNotSupported",
        "MaxAgeNotSupported",
        "LongMaxAge",
        "PrimaryKey",
        "EmptyPrimaryKey",
        "TimeOutOfRange",
        "Irrevocable",
        "NoPassword",
        "Random",
    ];
    assert_eq!(
        BTreeSet::from(known.map(str::to_owned)),
        variants::names(include_str!("../../src/create_error.rs"), "CreateError")
    );
}

#[test]
fn a_namespace_that_is_not_registered_gets_no_tokens() {
    let report = Namespace::from_static("report").scope(1);
    for settings in versions() {
        assert_eq!(error(settings, &report, &jane()), "ScopeNotSupported");
    }
}

#[test]
fn free_text_gets_tokens_only_under_the_settings_of_a_django_project() {
    let free = Private::dangerous_free_text("a visitor's choice").unwrap();
    assert_eq!(error(django(), &free, &jane()), "nothing");
    assert_eq!(error(native(), &free, &jane()), "ScopeNotSupported");
}

#[test]
fn a_v2_token_has_no_maximum_age_of_its_own() {
    assert_eq!(error_after(expiring(), &Login, 1), "MaxAgeNotSupported");
    assert_eq!(error_after(django(), &Login, 1), "MaxAgeNotSupported");
}

#[test]
fn a_v3_login_token_lives_a_day_at_most_and_a_private_one_400_days() {
    let booking = BOOKING.scope(1);
    assert_eq!(error_after(native(), &Login, DAY), "nothing");
    assert_eq!(error_after(native(), &Login, DAY + 1), "LongMaxAge");
    assert_eq!(error_after(native(), &booking, 400 * DAY), "nothing");
    assert_eq!(error_after(native(), &booking, 400 * DAY + 1), "LongMaxAge");
    assert_eq!(error_after(native(), &booking, u64::MAX), "LongMaxAge");
}

#[test]
fn a_primary_key_of_more_than_255_bytes_does_not_fit() {
    for settings in versions() {
        let longest = person("k".repeat(255));
        assert_eq!(error(settings.clone(), &Login, &longest), "nothing");
        let too_long = person("k".repeat(256));
        assert_eq!(error(settings.clone(), &Login, &too_long), "PrimaryKey");
        let too_long = person(vec![0_u8; 256]);
        assert_eq!(error(settings, &Login, &too_long), "PrimaryKey");
    }
}

#[test]
fn a_primary_key_without_a_byte_gets_no_tokens() {
    #[derive(Clone, PartialEq)]
    struct Nothing;

    impl PrimaryKey for Nothing {
        const ENCODING: &'static str = "nothing";

        fn encode(&self, _: &mut KeyBuffer<'_>) -> Result<(), KeyTooLong> {
            Ok(())
        }

        fn decode(bytes: &[u8]) -> Option<(Self, &[u8])> {
            Some((Self, bytes))
        }
    }

    for settings in versions() {
        let nobody = person(Nothing);
        assert_eq!(error(settings, &Login, &nobody), "EmptyPrimaryKey");
    }
}

#[test]
fn a_time_that_does_not_fit_gets_no_tokens() {
    for settings in versions() {
        let tokens = tokens_of(settings);
        for seconds in [i64::MIN / 2, i64::MAX / 2] {
            let made = tokens.scope(&Login).at(after(seconds)).create(&jane());
            assert_eq!(name(&made.map(drop)), "TimeOutOfRange");
        }
    }
}

#[test]
fn an_account_with_nothing_to_change_gets_no_tokens_that_never_expire() {
    for password in [None, Some(String::new())] {
        let unchangeable = Person { password, ..jane() };
        assert_eq!(error(django(), &Login, &unchangeable), "Irrevocable");
        assert_eq!(error(expiring(), &Login, &unchangeable), "nothing");
        let bound = django().with_invalidate_on_email_change(true);
        assert_eq!(error(bound, &Login, &unchangeable), "nothing");
        let single_use = django().with_one_time(true);
        assert_eq!(error(single_use, &Login, &unchangeable), "nothing");
    }
}

#[cfg(feature = "v1")]
#[test]
fn an_account_without_password_gets_no_v1_tokens_that_are_bound_to_it() {
    let settings = || old().with_max_age(TEN_MINUTES);
    let nobody = Person {
        password: None,
        ..jane()
    };
    assert_eq!(error(settings(), &Login, &nobody), "NoPassword");
    let unbound = settings().with_invalidate_on_password_change(false);
    assert_eq!(error(unbound, &Login, &nobody), "nothing");
}

#[test]
fn a_lack_of_randomness_is_told_with_its_cause() {
    let error = CreateError::from(RandomError::from(getrandom::Error::UNSUPPORTED));
    let cause = error.source().and_then(Error::source);
    assert!(cause.is_some_and(<dyn Error>::is::<getrandom::Error>));
    assert_eq!(name(&Err(error)), "Random");
}
