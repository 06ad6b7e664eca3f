//! Every reason to refuse settings, its sentence, and what can be allowed all the same.

mod cases;

use std::{collections::BTreeSet, time::Duration};

use magiclink::{
    Tokens,
    scope::Namespace,
    settings::{Danger, Settings, SettingsError},
    token::Version,
};

use self::cases::{cases, secrets};
use crate::{
    tokens::{BASE_URL, BOOKING, SECRET, TEN_MINUTES, django, native},
    variants,
};

#[test]
fn each_fault_is_refused_for_what_it_is() {
    for (settings, expected) in cases() {
        let refused = Tokens::<i64>::new(settings).err();
        assert_eq!(refused, Some(expected));
    }
}

#[test]
fn no_reason_is_missing_here() {
    let mut given: BTreeSet<_> = cases()
        .iter()
        .map(|(_, error)| variants::name(error))
        .collect();
    // Without v1 there is nothing to iterate.
    given.insert(variants::name(&SettingsError::Iterations));
    assert_eq!(
        given,
        variants::names(
            include_str!("../../../src/settings/error.rs"),
            "SettingsError"
        )
    );
}

#[test]
fn each_sentence_says_what_is_wrong_and_what_to_do() {
    for (_, error) in cases() {
        let sentence = error.to_string();
        let (wrong, to_do) = sentence.split_once(": ").unwrap();
        assert!(wrong.split(' ').count() > 3, "{sentence}");
        let verbs = ["use", "choose", "leave", "set", "write", "rename"];
        assert!(
            verbs.iter().any(|verb| to_do.starts_with(verb)),
            "{sentence}"
        );
        assert!(!sentence.ends_with('.'), "{sentence}");
    }
}

#[test]
fn a_secret_is_not_in_the_sentence_that_refuses_it() {
    for (_, error) in secrets() {
        assert!(!format!("{error} {error:?}").contains(&SECRET[1..]));
    }
}

#[test]
fn a_fault_is_accepted_with_its_own_danger_and_with_no_other() {
    for (settings, error) in cases() {
        for danger in Danger::ALL {
            let allowed = settings.clone().dangerous_allow(danger);
            let refused = Tokens::<i64>::new(allowed).err();
            if error.danger() == Some(danger) {
                assert_eq!(refused, None, "{danger:?} allows: {error}");
            } else {
                assert_eq!(refused.as_ref(), Some(&error), "{danger:?}");
            }
        }
    }
}

#[test]
fn only_a_secret_a_signature_and_what_is_irrevocable_can_be_allowed() {
    let danger = |error: SettingsError| error.danger();
    assert_eq!(danger(SettingsError::ShortSecret), Some(Danger::WeakSecret));
    assert_eq!(
        danger(SettingsError::Ambiguous("the key")),
        Some(Danger::WeakSecret)
    );
    assert_eq!(
        danger(SettingsError::SignatureSize(7)),
        Some(Danger::ShortSignature)
    );
    assert_eq!(
        danger(SettingsError::Irrevocable),
        Some(Danger::Irrevocable)
    );
    for size in [0, 65] {
        assert_eq!(danger(SettingsError::SignatureSize(size)), None);
    }
    assert_eq!(danger(SettingsError::NoMaxAge), None);
    assert_eq!(danger(SettingsError::NoBaseUrl), None);
}

#[test]
fn what_is_at_the_limits_is_sound() {
    for settings in [
        Settings::django(SECRET),
        Settings::django("abcde".repeat(7)),
        django().with_signature_size(8),
        django().with_signature_size(64),
        django()
            .with_invalidate_on_password_change(false)
            .with_max_age(TEN_MINUTES),
        native()
            .with_max_age(Duration::from_hours(24))
            .with_private_max_age(Duration::from_hours(9600)),
        Settings::new(SECRET, "http://127.0.0.1:8000/rentals/"),
        Settings::new(SECRET, BASE_URL).with_token_name("Magic-Link_2"),
        native()
            .with_namespace(Namespace::from_static("booking-old"))
            .with_namespace(BOOKING),
        // What v2 joins with bars, v3 does not.
        native().with_key("a|b").with_fallback(format!("{SECRET}|")),
        // v2 and v1 tokens can live longer than those of v3, even where v3 is accepted.
        django().accepting(Version::V3).with_base_url(BASE_URL),
    ] {
        assert!(Tokens::<i64>::new(settings.clone()).is_ok(), "{settings:?}");
    }
}
