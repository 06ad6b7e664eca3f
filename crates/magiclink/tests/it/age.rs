//! How old a v2 token may be.

use std::time::Duration;

use magiclink::{
    Rejection, Tokens,
    clock::{ManualClock, Timestamp},
    scope::{Login, Scope},
    settings::Danger,
};

use crate::{
    account::jane,
    tokens::{
        BOOKING, NOW, TEN_MINUTES, after, django, expiring, login, token, tokens_of, verdict,
    },
};

/// What becomes of a token of these many seconds.
fn at_age(tokens: &Tokens<i64>, scope: &impl Scope, seconds: i64) -> Result<(), Rejection> {
    let text = token(tokens.scope(scope), &jane());
    verdict(tokens.scope(scope).at(after(seconds)), &text, &jane())
}

#[test]
fn a_token_expires_at_its_maximum_age_to_the_second() {
    let tokens = tokens_of(expiring());
    for (seconds, expected) in [
        (0, Ok(())),
        (599, Ok(())),
        (600, Err(Rejection::Expired)),
        (601, Err(Rejection::Expired)),
        (1_000_000_000, Err(Rejection::Expired)),
    ] {
        assert_eq!(at_age(&tokens, &Login, seconds), expected, "{seconds}");
    }
}

#[test]
fn the_clock_of_the_settings_is_the_time() {
    let clock = ManualClock::new(after(0));
    let tokens = tokens_of(expiring().with_clock(clock.clone()));
    let text = login(&tokens);
    let check = || verdict(tokens.scope(&Login), &text, &jane());
    clock.advance(Duration::from_secs(599));
    assert_eq!(check(), Ok(()));
    clock.advance(Duration::from_secs(1));
    assert_eq!(check(), Err(Rejection::Expired));
    clock.set(after(-3600));
    assert_eq!(check(), Err(Rejection::FromTheFuture));
}

#[test]
fn a_token_may_come_from_a_clock_that_is_a_minute_ahead_and_no_more() {
    let tokens = tokens_of(expiring());
    assert_eq!(at_age(&tokens, &Login, -60), Ok(()));
    let future = Err(Rejection::FromTheFuture);
    assert_eq!(at_age(&tokens, &Login, -61), future);
    assert_eq!(at_age(&tokens, &Login, -300_000_000), future);

    let tokens = tokens_of(expiring().dangerous_allow(Danger::FutureTokens));
    assert_eq!(at_age(&tokens, &Login, -300_000_000), Ok(()));
}

#[test]
fn a_maximum_age_at_the_check_counts_in_place_of_the_settings() {
    let tokens = tokens_of(expiring());
    let text = login(&tokens);
    let check = |max_age: Duration, seconds| {
        let scoped = tokens.scope(&Login).max_age(max_age);
        verdict(scoped.at(after(seconds)), &text, &jane())
    };
    let minute = Duration::from_mins(1);
    assert_eq!(check(minute, 59), Ok(()));
    assert_eq!(check(minute, 60), Err(Rejection::Expired));
    let hour = Duration::from_hours(1);
    assert_eq!(check(hour, 3599), Ok(()));
    assert_eq!(check(hour, 3600), Err(Rejection::Expired));
    assert_eq!(check(Duration::ZERO, 0), Err(Rejection::Expired));
    assert_eq!(check(Duration::MAX, 1_000_000_000), Ok(()));
}

#[test]
fn a_private_link_has_the_maximum_age_of_private_links_if_there_is_one() {
    let tokens = tokens_of(expiring().with_private_max_age(2 * TEN_MINUTES));
    let booking = BOOKING.scope(1);
    assert_eq!(at_age(&tokens, &booking, 1199), Ok(()));
    assert_eq!(at_age(&tokens, &booking, 1200), Err(Rejection::Expired));
    assert_eq!(at_age(&tokens, &Login, 600), Err(Rejection::Expired));

    let tokens = tokens_of(expiring());
    assert_eq!(at_age(&tokens, &booking, 599), Ok(()));
    assert_eq!(at_age(&tokens, &booking, 600), Err(Rejection::Expired));
}

#[test]
fn fractions_of_a_second_are_cut_off_both_times() {
    let tokens = tokens_of(expiring());
    let fraction =
        |seconds, micros| Timestamp::from_unix_micros((NOW + seconds) * 1_000_000 + micros);
    let text = token(tokens.scope(&Login).at(fraction(0, 999_999)), &jane());
    for (now, expected) in [
        (fraction(599, 999_999), Ok(())),
        (fraction(600, 0), Err(Rejection::Expired)),
    ] {
        assert_eq!(
            verdict(tokens.scope(&Login).at(now), &text, &jane()),
            expected
        );
    }
}

#[test]
fn a_token_without_time_is_good_at_any_time() {
    let tokens = tokens_of(django());
    for seconds in [-NOW, -61, 0, 600, 1_000_000_000_000] {
        assert_eq!(at_age(&tokens, &Login, seconds), Ok(()));
    }
}

#[test]
fn the_age_of_a_token_without_time_cannot_be_limited() {
    let check = |tokens: Tokens<i64>| {
        let text = login(&tokens);
        let limited = tokens.scope(&Login).max_age(TEN_MINUTES);
        verdict(limited.at(after(6000)), &text, &jane())
    };
    assert_eq!(
        check(tokens_of(django())),
        Err(Rejection::MaxAgeNotSupported)
    );
    let ignoring = django().dangerous_allow(Danger::UselessMaxAge);
    assert_eq!(check(tokens_of(ignoring)), Ok(()));
}
