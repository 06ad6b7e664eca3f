//! Texts typed into the login form.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use magiclink::email::Email;
use proptest::prelude::*;

use crate::row::{Row, rows};

/// What is decided where either answer would do: these are accepted, the others refused.
const ACCEPTED: [&str; 2] = ["E0065", "E0097"];

#[test]
fn each_address_gets_its_answer_and_its_key() {
    for row in rows(include_str!("../../testdata/emails.tsv")) {
        let Row { id, text, .. } = &row;
        let is_accepted = match row.expected {
            "ACCEPT" => true,
            "REJECT" => false,
            "POLICY" => ACCEPTED.contains(id),
            other => panic!("{id}: unknown answer {other}"),
        };
        let parsed = Email::parse(text);
        assert_eq!(parsed.is_ok(), is_accepted, "{id}: {text:?}: {parsed:?}");
        if let Ok(email) = parsed {
            let canonical = row.others[0];
            assert!(canonical.is_empty() || email.key() == canonical, "{id}");
            assert_is_sound(text, &email);
        }
    }
}

#[test]
fn a_text_of_any_length_is_judged_at_once() {
    let long = [
        "x".repeat(100_000),
        format!("{}@example.com", "x".repeat(100_000)),
        format!("a@{}", "-".repeat(100_000)),
        format!("a@{}com", "a.".repeat(50_000)),
        format!("a@{}.example", "ü".repeat(50_000)),
        format!("a@xn--{}.example", "9".repeat(100_000)),
        "@".repeat(100_000),
        format!("{0}a@example.com{0}", " ".repeat(50_000)),
        // As long as an address may be, and as slow as Punycode can be made.
        format!("a@xn--{}.example", "9".repeat(240)),
        format!("a@{}.example", "\u{10ffff}".repeat(60)),
        format!("a@{}.example", "ü".repeat(120)),
    ];
    for text in &long {
        // The fastest of several, so that a busy machine does not count.
        let fastest = (0..10).map(|_| time(text)).min().unwrap_or_default();
        let limit = if cfg!(debug_assertions) { 20 } else { 1 };
        let start = text.get(..20).unwrap_or_default();
        assert!(
            fastest < Duration::from_millis(limit),
            "{start}: {fastest:?}"
        );
    }
}

fn time(text: &str) -> Duration {
    let start = Instant::now();
    let _ = black_box(Email::parse(black_box(text)));
    start.elapsed()
}

/// What holds for every accepted address.
fn assert_is_sound(typed: &str, email: &Email) {
    let (key, text) = (email.key(), email.as_str());
    assert_eq!(text, typed.trim_matches(' '));
    assert_eq!(text.matches('@').count(), 1, "{typed:?}");
    assert!(!text.contains(char::is_control), "{typed:?}");
    assert!(text.len() <= 254 && key.len() <= 254, "{typed:?}");

    assert!(key.bytes().all(|byte| byte.is_ascii_graphic()), "{key}");
    assert!(!key.bytes().any(|byte| byte.is_ascii_uppercase()), "{key}");
    assert!(!key.contains([',', ';', ':', '<', '>', '"', '\\', '(', ')', '[', ']']));
    let again = Email::parse(key);
    assert_eq!(again.as_ref().map(Email::key), Ok(key));

    let ascii = email.to_ascii();
    assert!(ascii.eq_ignore_ascii_case(key), "{ascii} {key}");
    assert_eq!(
        text.split_once('@').map(|sides| sides.0),
        ascii.split_once('@').map(|sides| sides.0)
    );

    let (local_part, domain) = key.split_once('@').expect("a key has two sides");
    assert_eq!(domain, email.domain());
    let mask = email.mask();
    let (shown, _) = mask.split_once("***").expect("a mask hides something");
    assert!(shown.len() <= 1 && shown.len() < local_part.len(), "{mask}");
}

/// Pieces that addresses and attacks on them are made of.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[a-zA-Z0-9.@-]",
        2 => "[!-~]",
        2 => any::<char>().prop_map(String::from),
        4 => prop::sample::select(vec![
            "@", ".", "example", ".com", "xn--", "xn--bcher-kva", "=?", "?=", "\"", " ", "\t",
            "\r\n", "\0", "ü", "ı", "ß", "ｅ", "。", "\u{ad}", "\u{200d}", "\u{202e}", "א", "1",
            "\u{308}", "K",
        ])
        .prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn whatever_is_accepted_is_one_plain_address(typed in pieces()) {
        if let Ok(email) = Email::parse(&typed) {
            assert_is_sound(&typed, &email);
        }
    }

    #[test]
    fn whatever_domain_is_accepted_is_one_that_dns_can_have(domain in pieces()) {
        if let Ok(email) = Email::parse(&format!("jane@{domain}.example")) {
            assert_is_sound(&format!("jane@{domain}.example"), &email);
            let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
            prop_assert!(email.domain().bytes().all(is_letter), "{}", email.domain());
            prop_assert!(email.domain().split('.').all(|label| (1..=63).contains(&label.len())));
        }
    }

    #[test]
    fn the_case_of_ascii_letters_makes_no_other_account(typed in "[a-zA-Z0-9+.-]{1,20}@[a-zA-Z]{1,9}\\.(com|Org)") {
        let parsed = Email::parse(&typed);
        prop_assert_eq!(&parsed, &Email::parse(&typed.to_ascii_uppercase()));
        prop_assert_eq!(&parsed, &Email::parse(&typed.to_ascii_lowercase()));
    }
}
