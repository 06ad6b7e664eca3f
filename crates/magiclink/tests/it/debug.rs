//! No secret is in the text that a log gets.

use magiclink::{Tokens, scope::Login, secret::Secret, settings::Settings, token::TokenId};

use crate::{
    account::jane,
    tokens::{SECRET, after, login, tokens_of, versions, versions_with},
};

const FALLBACK: &str = "9aQ-former_secret_0zXc1vBn2mAs3d";
const KEY: &str = "the kill switch of 2027";

fn with_everything(secret: &str, fallback: &str, key: &str) -> Vec<Settings> {
    versions_with(secret)
        .into_iter()
        .map(|settings| settings.with_fallback(fallback).with_key(key))
        .collect()
}

/// Both forms of the text of everything that holds a secret.
fn texts(settings: &Settings) -> Vec<String> {
    let tokens: Tokens<i64> = tokens_of(settings.clone());
    let id = TokenId::from_bytes(*b"01234567");
    let scoped = tokens.scope(&Login).at(after(1)).id(id);
    let token = scoped.create(&jane()).expect("the token can be made");
    let unverified = scoped.decode(token.expose()).expect("it can be read");
    let mut texts = vec![
        format!("{settings:?} {settings:#?}"),
        format!("{tokens:?} {tokens:#?}"),
        format!("{scoped:?} {scoped:#?}"),
        format!("{token:?} {token:#?}"),
        format!("{unverified:?} {unverified:#?}"),
    ];
    let verified = unverified.verify(jane()).expect("it is genuine");
    texts.push(format!("{verified:?} {verified:#?}"));
    for text in &texts {
        assert!(!text.contains(token.expose()), "a token is in {text}");
    }
    texts
}

#[test]
fn no_debug_text_has_a_secret_a_key_or_a_token_in_it() {
    for settings in with_everything(SECRET, FALLBACK, KEY) {
        for text in texts(&settings) {
            for secret in [SECRET, FALLBACK, KEY] {
                assert!(!text.contains(secret), "a secret is in {text}");
            }
        }
    }
}

#[test]
fn debug_texts_say_what_they_leave_out() {
    let secret = Secret::new(SECRET);
    assert_eq!(format!("{secret:?}"), "Secret([redacted])");
    let id = TokenId::from_bytes(*b"01234567");
    assert_eq!(format!("{id:?}"), "TokenId(3031323334353637)");
    for settings in versions() {
        let tokens = tokens_of(settings);
        assert!(format!("{tokens:?}").starts_with("Tokens(Settings {"));
        let token = tokens.create(&jane(), &Login).unwrap();
        assert_eq!(format!("{token:?}"), "Token([redacted])");
        let keys = format!("{:?}", tokens.scope(&Login));
        assert!(keys.contains("MacKey([redacted])"));
        if cfg!(feature = "v1") {
            assert!(keys.contains(" Key([redacted])"));
        }
    }
}

#[test]
fn nothing_that_comes_from_a_secret_is_in_a_debug_text() {
    let one = with_everything(SECRET, FALLBACK, KEY);
    let two = with_everything(
        &SECRET.replace('k', "K"),
        "another_former_secret-0123456789",
        "",
    );
    for (one, two) in one.iter().zip(&two) {
        for (one, two) in texts(one).iter().zip(&texts(two)) {
            assert_eq!(without_ids(one), without_ids(two));
        }
    }
}

/// The text without the identifiers of v3 keys, which stand in clear in every token.
fn without_ids(text: &str) -> String {
    let mut parts = text.split("id: ");
    let mut without = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let value = |character: char| !matches!(character, ',' | '}' | '\n');
        without.push_str(part.trim_start_matches(value));
    }
    without
}

#[test]
fn an_address_is_in_no_debug_text_but_the_account_s_own() {
    for settings in versions() {
        let tokens = tokens_of(settings);
        let text = login(&tokens);
        let unverified = tokens.decode(&text, &Login).unwrap();
        let texts = format!("{tokens:?} {unverified:?}");
        assert!(!texts.contains(&jane().email));
    }
}
