//! What revokes v1 tokens.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use magiclink::{Rejection, Tokens, scope::Login, settings::Settings};

use super::sign;
use crate::{
    account::{Person, jane},
    tokens::{django, login, old, tokens_of, verdict},
};

fn after_change(settings: Settings, changed: &Person) -> Result<(), Rejection> {
    let tokens = tokens_of(settings);
    let text = login(&tokens);
    verdict(tokens.scope(&Login), &text, changed)
}

#[test]
fn v1_binds_the_whole_password() {
    let password = jane().password.unwrap();
    let rehashed = Person {
        password: Some(password.replace("870000", "1000000")),
        ..jane()
    };
    assert_eq!(after_change(old(), &rehashed), Err(Rejection::Revoked));
    // v2 binds only the hash.
    assert_eq!(after_change(django(), &rehashed), Ok(()));
}

#[test]
fn v1_binds_address_and_last_login_where_the_settings_say_so() {
    let email = Person {
        email: "Jane.Doe@example.com".to_owned(),
        ..jane()
    };
    let never = Person {
        last_login: None,
        ..jane()
    };
    let bound = || old().with_invalidate_on_email_change(true);
    assert_eq!(after_change(bound(), &email), Err(Rejection::Revoked));
    assert_eq!(after_change(old(), &email), Ok(()));
    let single_use = || old().with_one_time(true);
    assert_eq!(after_change(single_use(), &never), Err(Rejection::Revoked));
    assert_eq!(after_change(old(), &never), Ok(()));
}

#[test]
fn what_is_signed_but_no_state_is_refused() {
    let tokens: Tokens<i64> = tokens_of(old());
    let check = |text: &str| verdict(tokens.scope(&Login), &sign(text), &jane());
    // Eight bytes of key, and then none, fifteen or seventeen where there should be sixteen.
    for length in [8, 23, 25] {
        let mut bytes = vec![0; length];
        bytes[7] = 1;
        let data = URL_SAFE_NO_PAD.encode(bytes);
        assert_eq!(check(&data), Err(Rejection::Revoked));
    }
}
