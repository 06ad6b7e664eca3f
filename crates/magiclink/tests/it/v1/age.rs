//! How old a v1 token may be, which only the settings say.

use std::time::Duration;

use magiclink::{
    CreateError, Rejection, Tokens, clock::Timestamp, scope::Login, settings::Settings,
};

use crate::{
    account::jane,
    tokens::{NOW, TEN_MINUTES, login, old, token, tokens_of, verdict},
};

fn with_time() -> Settings {
    old().with_max_age(TEN_MINUTES)
}

#[test]
fn v1_has_no_maximum_age_but_the_settings() {
    for settings in [old(), with_time()] {
        let tokens = tokens_of(settings);
        let limited = tokens.scope(&Login).max_age(TEN_MINUTES);
        let made = limited.create(&jane());
        assert!(matches!(made, Err(CreateError::MaxAgeNotSupported)));
        let refused = verdict(limited, &login(&tokens), &jane());
        assert_eq!(refused, Err(Rejection::MaxAgeNotSupported));
    }
}

#[test]
fn a_v1_token_expires_after_its_maximum_age_to_the_microsecond() {
    let tokens = tokens_of(with_time());
    let micros = |micros| Timestamp::from_unix_micros(NOW * 1_000_000 + micros);
    // The token keeps whole seconds.
    let text = token(tokens.scope(&Login).at(micros(999_999)), &jane());
    let check = |now| verdict(tokens.scope(&Login).at(now), &text, &jane());
    for (now, expected) in [
        (-60_000_001, Err(Rejection::FromTheFuture)),
        (-60_000_000, Ok(())),
        (0, Ok(())),
        (599_999_999, Ok(())),
        (600_000_000, Ok(())),
        (600_000_001, Err(Rejection::Expired)),
        (601_000_000, Err(Rejection::Expired)),
    ] {
        assert_eq!(check(micros(now)), expected, "{now}");
    }
}

#[test]
fn a_v1_token_without_time_is_good_at_any_time() {
    let tokens = tokens_of(old());
    let later = Timestamp::from_unix_seconds(NOW).saturating_add(Duration::MAX);
    let text = login(&tokens);
    assert_eq!(
        verdict(tokens.scope(&Login).at(later), &text, &jane()),
        Ok(())
    );
}

#[test]
fn a_token_with_time_is_not_read_as_one_without() {
    let pairs = [(old(), with_time()), (with_time(), old())];
    for (made, checked) in pairs {
        let tokens: Tokens<i64> = tokens_of(checked);
        let refused = verdict(tokens.scope(&Login), &login(&tokens_of(made)), &jane());
        assert_eq!(refused, Err(Rejection::UnknownFormat));
    }
}
