//! Settings with one fault each.

use std::time::Duration;

use magiclink::{
    scope::Namespace,
    settings::{Settings, SettingsError},
    token::Version,
};

use crate::tokens::{SECRET, TEN_MINUTES, django, native};

const DAY: Duration = Duration::from_hours(24);
const SECOND: Duration = Duration::from_secs(1);

/// Settings with one fault each, and the error that they must give.
pub(super) fn cases() -> Vec<(Settings, SettingsError)> {
    let mut cases = secrets();
    cases.extend(v2());
    cases.extend(v3());
    cases.extend(either());
    cases
}

pub(super) fn secrets() -> Vec<(Settings, SettingsError)> {
    let example = |text: &str| Settings::django(format!("{text}{SECRET}"));
    vec![
        (Settings::django(""), SettingsError::ShortSecret),
        (Settings::django(&SECRET[1..]), SettingsError::ShortSecret),
        (
            native().with_fallback(&SECRET[1..]),
            SettingsError::ShortSecret,
        ),
        (
            Settings::django("abcd".repeat(20)),
            SettingsError::MonotonousSecret,
        ),
        (example("django-insecure-"), SettingsError::ExampleSecret),
        (example("ChangeMe"), SettingsError::ExampleSecret),
        (example("your_secret"), SettingsError::ExampleSecret),
    ]
}

fn v2() -> Vec<(Settings, SettingsError)> {
    let ambiguous = SettingsError::Ambiguous;
    let with_bar = format!("{SECRET}|");
    vec![
        (Settings::django(&*with_bar), ambiguous("a secret key")),
        (django().with_fallback(with_bar), ambiguous("a secret key")),
        (django().with_key("a|b"), ambiguous("the key")),
        (django().with_packer("a|b"), ambiguous("the packer")),
        (
            django().with_primary_key_field("a|b"),
            ambiguous("the primary key field"),
        ),
        (
            django().with_signature_size(0),
            SettingsError::SignatureSize(0),
        ),
        (
            django().with_signature_size(1),
            SettingsError::SignatureSize(1),
        ),
        (
            django().with_signature_size(7),
            SettingsError::SignatureSize(7),
        ),
        (
            django().with_signature_size(65),
            SettingsError::SignatureSize(65),
        ),
        (
            django().with_invalidate_on_password_change(false),
            SettingsError::Irrevocable,
        ),
        (
            django().with_private_invalidate_on_password_change(false),
            SettingsError::Irrevocable,
        ),
        #[cfg(feature = "v1")]
        (
            django().accepting(Version::V1).with_iterations(0),
            SettingsError::Iterations,
        ),
    ]
}

fn v3() -> Vec<(Settings, SettingsError)> {
    let at = |url: &str| Settings::new(SECRET, url);
    let without_url = django().with_max_age(TEN_MINUTES).with_version(Version::V3);
    let mut cases = vec![
        (native().without_max_age(), SettingsError::NoMaxAge),
        (
            native().with_max_age(Duration::from_millis(999)),
            SettingsError::ShortMaxAge,
        ),
        (
            native().with_private_max_age(Duration::ZERO),
            SettingsError::ShortMaxAge,
        ),
        (
            native().with_max_age(DAY + SECOND),
            SettingsError::LongMaxAge("login"),
        ),
        (
            native().with_private_max_age(400 * DAY + SECOND),
            SettingsError::LongMaxAge("private"),
        ),
        (without_url, SettingsError::NoBaseUrl),
        (django().accepting(Version::V3), SettingsError::NoBaseUrl),
    ];
    for url in [
        "",
        "rentals.example",
        "/login/",
        "ftp://rentals.example",
        "https://",
        "https://jane@rentals.example",
        "https://:secret@rentals.example",
        "https://rentals.example/?a=b",
        "https://rentals.example/#top",
    ] {
        cases.push((at(url), SettingsError::BaseUrl(url.to_owned())));
    }
    cases
}

fn either() -> Vec<(Settings, SettingsError)> {
    let mut cases = vec![(
        native().with_namespace(Namespace::from_static("old-booking")),
        SettingsError::Namespaces("booking".to_owned(), "old-booking".to_owned()),
    )];
    for name in ["", "sesame token", "a&b", "a=b", "clé"] {
        let settings = django().with_token_name(name);
        cases.push((settings, SettingsError::TokenName(name.to_owned())));
    }
    cases
}
