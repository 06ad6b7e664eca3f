//! The settings of the flow.

use std::{sync::Arc, time::Duration};

use magiclink::{
    login::{LoginFlow, LoginSettings, LoginSettingsError},
    memory::MemoryStore,
    person::People,
    settings::Settings,
    store::AccountStore as _,
    token::Version,
};

use super::{App, JANE, Plain, login_settings};
use crate::{
    store::now,
    tokens::{BASE_URL, expiring, native},
};

fn flow(settings: LoginSettings) -> Result<LoginFlow<People>, LoginSettingsError> {
    let store = Arc::new(MemoryStore::new());
    let people = People::new(store.clone());
    LoginFlow::new(settings, people, store, Arc::new(Plain::default()))
}

fn with_tokens(tokens: Settings) -> Result<LoginFlow<People>, LoginSettingsError> {
    flow(LoginSettings {
        tokens,
        ..login_settings()
    })
}

#[test]
fn only_tokens_of_version_3_log_in() {
    for tokens in [expiring(), native().accepting(Version::V2)] {
        let error = with_tokens(tokens).err();
        assert_eq!(error, Some(LoginSettingsError::Version));
    }
}

#[test]
fn a_link_must_lead_to_a_page_on_the_web() {
    for url in [
        "",
        "/login/",
        "ftp://rentals.example/",
        "javascript:alert(1)",
    ] {
        let refused = Some(LoginSettingsError::Url(url.to_owned()));
        let link = LoginSettings {
            link_url: url.to_owned(),
            ..login_settings()
        };
        assert_eq!(flow(link).err(), refused);
        let cancel = LoginSettings {
            cancel_url: url.to_owned(),
            ..login_settings()
        };
        assert_eq!(flow(cancel).err(), refused);
    }
}

#[test]
fn settings_of_tokens_that_are_refused_are_refused_here_too() {
    let error = with_tokens(Settings::new("short", BASE_URL)).err();
    assert!(
        matches!(error, Some(LoginSettingsError::Tokens(_))),
        "{error:?}"
    );
}

#[test]
fn a_link_is_good_for_ten_minutes_unless_the_settings_say_otherwise() {
    let ten = with_tokens(native()).unwrap().max_age();
    assert_eq!(ten, Duration::from_mins(10));
    let five = native().with_max_age(Duration::from_mins(5));
    let five = with_tokens(five).unwrap().max_age();
    assert_eq!(five, Duration::from_mins(5));
}

#[test]
fn the_flow_finds_the_accounts_that_it_was_given() {
    let app = App::new();
    let jane = app.person(JANE);
    let found = now(app.flow.accounts().find(&jane.id)).unwrap();
    assert_eq!(found, Some(jane));
}
