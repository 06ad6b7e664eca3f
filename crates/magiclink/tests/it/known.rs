//! One token of django-sesame, made and read here; the example `conformance` has thousands.

use std::time::Duration;

use magiclink::{Tokens, scope::Login, settings::Settings};

use crate::{
    account::{Person, person},
    tokens::{after, clock, tokens_of, verdict},
};

const KNOWN: &str = "AAAABw098QCtQs3GPJNh4xPN";

fn tokens() -> Tokens<i32> {
    let secret = "test-secret-key-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH";
    let settings = Settings::django(secret).with_max_age(Duration::from_mins(5));
    tokens_of(settings.with_clock(clock()))
}

fn jane() -> Person<i32> {
    let hash =
        "pbkdf2_sha256$1000000$saltsaltsaltsaltsaltsa$EEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEE=";
    Person {
        password: Some(hash.to_owned()),
        ..person(7)
    }
}

#[test]
fn a_token_of_django_sesame_is_read_and_made_byte_for_byte() {
    let tokens = tokens();
    let made = tokens.scope(&Login).at(after(0)).create(&jane()).unwrap();
    assert_eq!(made.expose(), KNOWN);
    assert_eq!(verdict(tokens.scope(&Login), KNOWN, &jane()), Ok(()));
    let mut changed = jane();
    changed.password = Some("pbkdf2_sha256$1$salt$other".to_owned());
    assert!(verdict(tokens.scope(&Login), KNOWN, &changed).is_err());
}

#[test]
fn a_token_is_written_into_a_query_under_the_name_of_the_settings() {
    let tokens = tokens();
    assert_eq!(tokens.token_name(), "sesame");
    let made = tokens.scope(&Login).at(after(0)).create(&jane()).unwrap();
    assert_eq!(made.parameter(), ("sesame", KNOWN));
    assert_eq!(made.query_string(), format!("?sesame={KNOWN}"));
}
