//! A primary key comes out of a token as it went in.

use magiclink::{
    Tokens, primary_key::PrimaryKey, scope::Login, settings::Settings, token::Version,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::{
    account::{Person, Short, State},
    door::{Door, bind_all},
    genuine::VERSIONS,
};

fn tokens<K: PrimaryKey>(version: Version) -> Tokens<K> {
    let settings = Settings::new("Vb6-nMq9_wEr2tYu5iOp8aSd1fGh4jKl", "https://a.example");
    let settings = bind_all(settings).with_version(version);
    #[cfg(feature = "v1")]
    let settings = settings.with_iterations(1);
    Tokens::new(settings).expect("the settings are sound")
}

/// Makes a token of every version for `key` and reads it again.
fn check<K: PrimaryKey + Clone>(key: &K) -> Result<(), TestCaseError> {
    let person = Person {
        key: key.clone(),
        state: State::plain(),
    };
    for version in VERSIONS {
        let tokens = tokens(version);
        let text = Door::Login.token(&tokens, &person);
        let text = text.map_err(|error| TestCaseError::fail(error.to_string()))?;
        let unverified = tokens.decode(&text, &Login);
        let unverified = unverified.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert!(unverified.primary_key() == key, "{}", text);
        prop_assert!(unverified.verify(&person).is_ok(), "{}", text);
    }
    Ok(())
}

proptest! {
    #[test]
    fn an_i16_comes_out_as_it_went_in(key: i16) {
        check(&key)?;
    }

    #[test]
    fn a_u16_comes_out_as_it_went_in(key: u16) {
        check(&key)?;
    }

    #[test]
    fn an_i32_comes_out_as_it_went_in(key: i32) {
        check(&key)?;
    }

    #[test]
    fn a_u32_comes_out_as_it_went_in(key: u32) {
        check(&key)?;
    }

    #[test]
    fn an_i64_comes_out_as_it_went_in(key: i64) {
        check(&key)?;
    }

    #[test]
    fn a_u64_comes_out_as_it_went_in(key: u64) {
        check(&key)?;
    }

    #[test]
    fn a_uuid_comes_out_as_it_went_in(key: u128) {
        check(&Uuid::from_u128(key))?;
    }

    #[test]
    fn bytes_come_out_as_they_went_in(key in prop::collection::vec(any::<u8>(), 0..=255)) {
        check(&key)?;
    }

    #[test]
    fn a_text_comes_out_as_it_went_in(key in "\\PC{0,60}") {
        check(&key)?;
    }

    #[test]
    fn a_text_of_control_characters_comes_out_as_it_went_in(key in "[\\x00-\\x20]{0,255}") {
        check(&key)?;
    }

    #[test]
    fn a_key_in_an_encoding_of_ones_own_comes_out_as_it_went_in(key: [u8; 3]) {
        check(&Short(key))?;
    }
}

#[test]
fn the_first_and_the_last_key_of_each_type_come_out_as_they_went_in() -> Result<(), TestCaseError> {
    check(&i16::MIN)?;
    check(&i16::MAX)?;
    check(&u16::MAX)?;
    check(&i32::MIN)?;
    check(&i32::MAX)?;
    check(&u32::MAX)?;
    check(&i64::MIN)?;
    check(&i64::MAX)?;
    check(&u64::MAX)?;
    check(&Uuid::nil())?;
    check(&Uuid::max())?;
    check(&vec![0xFF_u8; 255])?;
    check(&Vec::<u8>::new())?;
    check(&"é".repeat(127))?;
    check(&String::new())
}
