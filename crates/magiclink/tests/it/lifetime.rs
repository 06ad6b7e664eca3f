//! How long a v3 token lives, which it says itself.

use std::time::Duration;

use magiclink::{
    Rejection,
    clock::Timestamp,
    scope::{Login, Scope},
    settings::{Danger, Settings},
    token::Version,
};

use crate::{
    account::jane,
    tokens::{
        BASE_URL, BOOKING, NOW, TEN_MINUTES, after, expiring, login, native, token, tokens_of,
        verdict,
    },
};

const DAY: i64 = 24 * 60 * 60;

/// The second at which a token made with `made` under `settings` expires.
fn lifetime(settings: Settings, scope: &impl Scope, made: Option<Duration>) -> i64 {
    let tokens = tokens_of(settings);
    let scoped = tokens.scope(scope);
    let text = token(
        made.map_or(scoped, |max_age| scoped.max_age(max_age)),
        &jane(),
    );
    let is_expired = |seconds: &i64| {
        let verdict = verdict(scoped.at(after(*seconds)), &text, &jane());
        assert!(matches!(verdict, Ok(()) | Err(Rejection::Expired)));
        verdict.is_err()
    };
    // Once expired it stays so: the first second is found by halving.
    let (mut good, mut expired) = (0, 500 * DAY);
    assert!(!is_expired(&good) && is_expired(&expired));
    while expired - good > 1 {
        let middle = i64::midpoint(good, expired);
        if is_expired(&middle) {
            expired = middle;
        } else {
            good = middle;
        }
    }
    expired
}

#[test]
fn login_links_live_ten_minutes_and_private_links_seven_days() {
    assert_eq!(lifetime(native(), &Login, None), 600);
    assert_eq!(lifetime(native(), &BOOKING.scope(1), None), 7 * DAY);
}

#[test]
fn the_settings_say_how_long_both_live() {
    let settings = native().with_max_age(Duration::from_secs(61));
    let booking = BOOKING.scope(1);
    assert_eq!(lifetime(settings.clone(), &Login, None), 61);
    assert_eq!(lifetime(settings.clone(), &booking, None), 61);
    let settings = settings.with_private_max_age(Duration::from_secs(62));
    assert_eq!(lifetime(settings.clone(), &Login, None), 61);
    assert_eq!(lifetime(settings, &booking, None), 62);
}

#[test]
fn a_token_can_have_a_lifetime_of_its_own() {
    let hours = |hours| Some(Duration::from_hours(hours));
    assert_eq!(lifetime(native(), &Login, hours(24)), DAY);
    assert_eq!(
        lifetime(native(), &BOOKING.scope(1), hours(9600)),
        400 * DAY
    );
    let second = Some(Duration::from_secs(1));
    assert_eq!(lifetime(native(), &Login, second), 1);
}

#[test]
fn a_check_can_shorten_the_life_of_a_token_and_never_lengthen_it() {
    let tokens = tokens_of(native());
    let text = login(&tokens);
    let check = |max_age: Duration, seconds| {
        let scoped = tokens.scope(&Login).max_age(max_age);
        verdict(scoped.at(after(seconds)), &text, &jane())
    };
    let minute = Duration::from_mins(1);
    assert_eq!(check(minute, 59), Ok(()));
    assert_eq!(check(minute, 60), Err(Rejection::Expired));
    for longer in [Duration::from_hours(1), Duration::MAX] {
        assert_eq!(check(longer, 599), Ok(()));
        assert_eq!(check(longer, 600), Err(Rejection::Expired));
    }
    assert_eq!(check(Duration::ZERO, 0), Err(Rejection::Expired));
}

#[test]
fn other_settings_at_the_check_do_not_lengthen_the_life_of_a_token() {
    let text = login(&tokens_of(native()));
    for settings in [
        native().with_max_age(Duration::from_hours(24)),
        // v2 tokens without time are made, v3 tokens still accepted.
        native()
            .with_version(Version::V2)
            .accepting(Version::V3)
            .without_max_age(),
    ] {
        let tokens = tokens_of(settings);
        let check = |seconds| verdict(tokens.scope(&Login).at(after(seconds)), &text, &jane());
        assert_eq!(check(599), Ok(()));
        assert_eq!(check(600), Err(Rejection::Expired));
    }
}

#[test]
fn a_token_may_come_from_a_clock_that_is_a_minute_ahead_and_no_more() {
    let check = |settings, seconds| {
        let tokens = tokens_of(settings);
        let text = login(&tokens);
        verdict(tokens.scope(&Login).at(after(seconds)), &text, &jane())
    };
    assert_eq!(check(native(), -60), Ok(()));
    assert_eq!(check(native(), -61), Err(Rejection::FromTheFuture));
    let allowing = native().dangerous_allow(Danger::FutureTokens);
    assert_eq!(check(allowing, -61), Ok(()));
}

#[test]
fn fractions_of_a_second_are_cut_off() {
    let tokens = tokens_of(native());
    let micros =
        |seconds, micros| Timestamp::from_unix_micros((NOW + seconds) * 1_000_000 + micros);
    let text = token(tokens.scope(&Login).at(micros(0, 999_999)), &jane());
    let check = |now| verdict(tokens.scope(&Login).at(now), &text, &jane());
    assert_eq!(check(micros(599, 999_999)), Ok(()));
    assert_eq!(check(micros(600, 999_999)), Err(Rejection::Expired));
}

#[test]
fn a_project_that_moves_to_v3_accepts_both_and_each_keeps_its_own_time() {
    let moving = expiring().accepting(Version::V3).with_base_url(BASE_URL);
    let tokens = tokens_of(moving.with_max_age(2 * TEN_MINUTES));
    let (v2, v3) = (
        login(&tokens),
        login(&tokens_of(native().with_invalidate_on_email_change(false))),
    );
    let check = |text: &str| verdict(tokens.scope(&Login).at(after(900)), text, &jane());
    assert_eq!(check(&v2), Ok(()));
    assert_eq!(check(&v3), Err(Rejection::Expired));
}
