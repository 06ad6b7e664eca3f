//! Every warning about settings.

use std::{collections::BTreeSet, time::Duration};

use magiclink::settings::Warning;
#[cfg(feature = "v1")]
use magiclink::token::Version;

#[cfg(feature = "v1")]
use crate::tokens::old;
use crate::{
    tokens::{TEN_MINUTES, django, expiring, native},
    variants,
};

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn safe_settings_give_no_warning() {
    assert_eq!(native().warnings(), []);
    assert_eq!(expiring().warnings(), []);
}

#[test]
fn a_signature_of_8_or_9_bytes_gives_a_warning() {
    for size in [8, 9] {
        let warnings = expiring().with_signature_size(size).warnings();
        assert_eq!(warnings, [Warning::ShortSignature(size)]);
        assert!(warnings[0].to_string().contains(&format!("{size} bytes")));
    }
    // The setting is for v2 only.
    assert_eq!(native().with_signature_size(8).warnings(), []);
}

#[test]
fn login_links_of_more_than_ten_minutes_give_a_warning() {
    let longer = TEN_MINUTES + SECOND;
    assert_eq!(django().warnings(), [Warning::LongLogin]);
    for settings in [expiring(), native()] {
        let warnings = settings.clone().with_max_age(longer).warnings();
        assert_eq!(warnings, [Warning::LongLogin]);
        assert_eq!(settings.with_private_max_age(longer).warnings(), []);
    }
    assert!(Warning::LongLogin.to_string().contains("10 minutes"));
}

#[cfg(feature = "v1")]
#[test]
fn v1_gives_a_warning() {
    for settings in [old(), django().accepting(Version::V1)] {
        let warnings = settings.with_max_age(TEN_MINUTES).warnings();
        assert_eq!(warnings, [Warning::OldVersion]);
    }
    assert!(Warning::OldVersion.to_string().contains("SHA-1"));
}

#[test]
fn every_warning_is_known_to_these_tests() {
    let known = [
        Warning::ShortSignature(8),
        Warning::LongLogin,
        Warning::OldVersion,
    ];
    assert_eq!(
        known.iter().map(variants::name).collect::<BTreeSet<_>>(),
        variants::names(include_str!("../../src/settings/error.rs"), "Warning")
    );
}
