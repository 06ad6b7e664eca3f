//! Changing the secret while tokens made with an earlier one are in circulation.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use magiclink::{Rejection, Tokens, scope::Login, settings::Settings};

use crate::{
    account::jane,
    tokens::{BASE_URL, SECRET, login, native_at, tokens_of, versions_with},
};

/// Settings of every version with secrets made of these words, the present one first.
fn with_secrets(words: &[&str]) -> Vec<Settings> {
    let secret = |word: &&str| format!("{SECRET}{word}");
    let (present, earlier) = words.split_first().expect("there is a present secret");
    versions_with(&secret(present))
        .into_iter()
        .map(|settings| {
            earlier
                .iter()
                .map(secret)
                .fold(settings, Settings::with_fallback)
        })
        .collect()
}

/// Whether a token made under `made` was made with the present secret of `checked`, if it is good.
fn is_present(made: &Settings, checked: &Settings) -> Result<bool, Rejection> {
    let text = login(&tokens_of(made.clone()));
    let tokens: Tokens<i64> = tokens_of(checked.clone());
    let verified = tokens.authenticate_with(&text, &Login, |_| Some(jane()))?;
    Ok(verified.is_made_with_present_secret())
}

fn check(made: &[&str], checked: &[&str], expected: Result<bool, Rejection>) {
    for (made, checked) in with_secrets(made).iter().zip(&with_secrets(checked)) {
        assert_eq!(is_present(made, checked), expected);
    }
}

#[test]
fn a_token_is_good_while_its_secret_is_a_fallback() {
    check(&["old"], &["old"], Ok(true));
    check(&["old"], &["new", "old"], Ok(false));
    check(&["old"], &["new"], Err(Rejection::Signature));
}

#[test]
fn any_fallback_will_do() {
    for old in ["one", "two", "three"] {
        check(&[old], &["new", "one", "two", "three"], Ok(false));
    }
    check(&["four"], &["new", "one", "two"], Err(Rejection::Signature));
}

#[test]
fn tokens_are_made_with_the_present_secret() {
    check(&["new", "old"], &["new"], Ok(true));
    check(&["new", "old"], &["old"], Err(Rejection::Signature));
    check(&["new", "old"], &["newer", "new", "old"], Ok(false));
}

#[test]
fn a_fallback_that_is_the_present_secret_changes_nothing() {
    check(&["new"], &["new", "new"], Ok(true));
}

#[test]
fn a_fallback_does_not_make_up_for_a_wrong_account() {
    for (made, checked) in with_secrets(&["old"])
        .iter()
        .zip(with_secrets(&["new", "old"]))
    {
        let text = login(&tokens_of(made.clone()));
        let tokens = tokens_of(checked);
        let mut changed = jane();
        changed.password = Some("!".to_owned());
        let refused = tokens.authenticate_with(&text, &Login, |_| Some(changed));
        assert!(matches!(
            refused,
            Err(Rejection::Signature | Rejection::Revoked)
        ));
    }
}

/// The byte of a v3 token that tells which key made it.
fn key_id(secret: &str) -> u8 {
    let text = login(&tokens_of(native_at(BASE_URL, secret)));
    let bytes = URL_SAFE_NO_PAD.decode(text.trim_start_matches("3."));
    bytes.expect("a token is base64url")[0]
}

#[test]
fn two_secrets_whose_keys_have_the_same_id_both_work() {
    let id = key_id(SECRET);
    let twin = (0..100_000)
        .map(|number| format!("{SECRET}{number}"))
        .find(|secret| key_id(secret) == id)
        .unwrap();
    let (present, earlier) = (native_at(BASE_URL, SECRET), native_at(BASE_URL, &twin));
    let both = present.clone().with_fallback(&*twin);
    assert_eq!(is_present(&present, &both), Ok(true));
    assert_eq!(is_present(&earlier, &both), Ok(false));
    let reverse = earlier.clone().with_fallback(SECRET);
    assert_eq!(is_present(&present, &reverse), Ok(false));
    assert_eq!(is_present(&earlier, &reverse), Ok(true));
    let other = is_present(&earlier, &present);
    assert_eq!(other, Err(Rejection::Signature));
}
