//! The first and the last times that tokens can have.

use magiclink::{
    CreateError, Rejection, Tokens, account::LastLogin, clock::Timestamp, scope::Login,
    settings::Settings,
};

use crate::{
    account::jane,
    tokens::{expiring, login, native, tokens_of, verdict, versions},
};

/// Makes a token at a time, and checks it at the same time.
fn at(settings: &Settings, seconds: i64) -> Result<(), CreateError> {
    let tokens: Tokens<i64> = tokens_of(settings.clone());
    let scoped = tokens.scope(&Login).at(time(seconds));
    let token = scoped.create(&jane())?;
    assert_eq!(verdict(scoped, token.expose(), &jane()), Ok(()));
    Ok(())
}

fn time(seconds: i64) -> Timestamp {
    Timestamp::from_unix_seconds(seconds)
}

fn check(settings: &Settings, last: i64, next: i64) {
    assert!(at(settings, last).is_ok());
    assert!(matches!(
        at(settings, next),
        Err(CreateError::TimeOutOfRange)
    ));
}

fn calendar(seconds: i64) -> String {
    LastLogin::from(time(seconds)).to_string()
}

#[test]
fn v2_tokens_can_be_made_from_1951_to_2088() {
    const LAST: i64 = 3_725_320_447;
    const FIRST: i64 = -569_646_848;
    assert_eq!(calendar(LAST), "2088-01-19T03:14:07+00:00");
    check(&expiring(), LAST, LAST + 1);
    assert_eq!(calendar(FIRST), "1951-12-13T20:45:52+00:00");
    check(&expiring(), FIRST, FIRST - 1);
}

#[test]
fn v2_tokens_know_nothing_of_the_year_2038() {
    for seconds in [2_147_483_647, 2_147_483_648] {
        assert!(at(&expiring(), seconds).is_ok());
    }
}

#[test]
fn v3_tokens_can_be_made_from_2020_and_expire_until_2156() {
    const FIRST: i64 = 1_577_836_800;
    const LAST: i64 = 5_872_804_095;
    assert_eq!(calendar(FIRST), "2020-01-01T00:00:00+00:00");
    check(&native(), FIRST, FIRST - 1);
    assert_eq!(calendar(LAST), "2156-02-07T06:28:15+00:00");
    check(&native(), LAST - 600, LAST - 599);
}

#[cfg(feature = "v1")]
#[test]
fn v1_tokens_can_be_made_from_1999_to_3769() {
    const FIRST: i64 = 62_i64.pow(5);
    const LAST: i64 = 62_i64.pow(6) - 1;
    let settings = crate::tokens::old().with_max_age(crate::tokens::TEN_MINUTES);
    assert_eq!(calendar(FIRST), "1999-01-12T09:20:32+00:00");
    check(&settings, FIRST, FIRST - 1);
    assert_eq!(calendar(LAST), "3769-12-05T03:13:03+00:00");
    check(&settings, LAST, LAST + 1);
}

#[test]
fn a_token_is_too_old_or_too_new_at_the_ends_of_time() {
    for settings in versions() {
        let tokens = tokens_of(settings);
        let text = login(&tokens);
        let check = |now| verdict(tokens.scope(&Login).at(now), &text, &jane());
        let (first, last) = (i64::MIN, i64::MAX);
        assert_eq!(
            check(Timestamp::from_unix_micros(last)),
            Err(Rejection::Expired)
        );
        assert_eq!(
            check(Timestamp::from_unix_micros(first)),
            Err(Rejection::FromTheFuture)
        );
    }
}
