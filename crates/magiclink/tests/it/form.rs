//! Texts that are no tokens, or not as they were made.

use magiclink::{
    Rejection, Tokens,
    scope::Login,
    settings::{Danger, Settings},
    token::Version,
};

use crate::{
    account::{jane, person},
    tokens::{BOOKING, django, expiring, login, native, token, tokens_of, verdict, versions},
};

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn refusal(settings: Settings, text: &str) -> Option<Rejection> {
    let tokens = tokens_of(settings);
    verdict(tokens.scope(&Login), text, &jane()).err()
}

#[test]
fn a_text_of_more_than_512_characters_is_not_looked_at() {
    for settings in versions() {
        for length in [513, 10_000, 1_000_000] {
            for text in ["A".repeat(length), "3.".repeat(length), ":".repeat(length)] {
                let refusal = refusal(settings.clone(), &text);
                assert_eq!(refusal, Some(Rejection::TooLong));
            }
        }
        let refusal = refusal(settings, &"A".repeat(512));
        assert!(refusal.is_some_and(|refusal| refusal != Rejection::TooLong));
    }
}

#[test]
fn the_longest_tokens_fit() {
    let longest = person("k".repeat(255));
    for settings in [expiring().with_signature_size(64), native()] {
        let tokens = tokens_of(settings);
        let text = token(tokens.scope(&Login), &longest);
        assert!(text.len() <= 512);
        assert_eq!(verdict(tokens.scope(&Login), &text, &longest), Ok(()));
    }
}

#[test]
fn a_token_cut_off_anywhere_is_refused() {
    for settings in versions() {
        let text = login(&tokens_of(settings.clone()));
        for length in 0..text.len() {
            let start = refusal(settings.clone(), &text[..length]);
            let end = refusal(settings.clone(), &text[text.len() - length..]);
            assert!(start.is_some() && end.is_some(), "{length} of {text}");
        }
    }
}

#[test]
fn a_character_that_no_token_has_makes_another_text_anywhere() {
    let strange = [
        "+", "/", "=", "%", ",", " ", "\t", "\n", "\r", "\0", "é", "\u{FEFF}", "\u{FF21}", "%3D",
    ];
    for settings in versions() {
        let text = login(&tokens_of(settings.clone()));
        for strange in strange {
            for place in [0, 1, text.len() / 2, text.len() - 1, text.len()] {
                let (start, end) = text.split_at(place);
                let spoilt = format!("{start}{strange}{end}");
                assert!(refusal(settings.clone(), &spoilt).is_some(), "{spoilt:?}");
            }
        }
    }
}

#[test]
fn a_token_has_one_spelling() {
    // 8 bytes of key and 11 of signature end in a character with four bits to spare.
    let v2 = django().with_signature_size(11);
    for (settings, expected) in [
        (v2.clone(), 1),
        (v2.dangerous_allow(Danger::AnySpelling), 16),
        (native(), 1),
        (native().dangerous_allow(Danger::AnySpelling), 1),
    ] {
        let text = login(&tokens_of(settings.clone()));
        let start = &text[..text.len() - 1];
        let is_accepted =
            |last: &char| refusal(settings.clone(), &format!("{start}{last}")).is_none();
        assert_eq!(ALPHABET.chars().filter(is_accepted).count(), expected);
    }
}

#[test]
fn padding_and_lengths_that_no_encoder_makes_are_refused() {
    let text = login(&tokens_of(django()));
    for (spoilt, expected) in [
        (format!("{text}="), Rejection::UnknownFormat),
        (format!("{text}=="), Rejection::UnknownFormat),
        (format!("{text}A"), Rejection::Encoding),
        (format!("{text}AA"), Rejection::SignatureSize),
        (format!("{text}AAAA"), Rejection::SignatureSize),
        ("A".to_owned(), Rejection::UnknownFormat),
        ("AAA".to_owned(), Rejection::UnknownFormat),
        (String::new(), Rejection::UnknownFormat),
    ] {
        assert_eq!(refusal(django(), &spoilt), Some(expected), "{spoilt}");
    }
}

#[test]
fn a_text_with_a_colon_is_no_token_where_v1_is_not_accepted() {
    let tokens = tokens_of(django());
    let booking = BOOKING.scope(1);
    for text in [":", "::", "a:b", "AAAA:AAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        let refused = verdict(tokens.scope(&booking), text, &jane());
        let expected = if cfg!(feature = "v1") {
            Rejection::VersionNotAccepted
        } else {
            Rejection::UnknownFormat
        };
        assert_eq!(refused, Err(expected));
    }
}

#[test]
fn the_version_is_told_by_the_text_and_must_be_accepted() {
    let old_and_new = tokens_of(native().accepting(Version::V2));
    let (v2, v3) = (login(&tokens_of(expiring())), login(&tokens_of(native())));
    let accepts = |tokens: &Tokens<i64>, text: &str| {
        let unverified = tokens.decode(text, &Login);
        unverified.map(|unverified| unverified.version())
    };
    assert_eq!(accepts(&old_and_new, &v3), Ok(Version::V3));
    assert_eq!(accepts(&old_and_new, &v2), Ok(Version::V2));
    for (only, other) in [(native(), v2), (expiring(), v3)] {
        assert_eq!(refusal(only, &other), Some(Rejection::VersionNotAccepted));
    }
}

#[test]
fn a_key_that_its_type_does_not_have_is_refused() {
    for settings in versions() {
        let bytes = tokens_of(settings.clone());
        let text = token(bytes.scope(&Login), &person(b"\xFF\xFE".to_vec()));
        let tokens: Tokens<String> = tokens_of(settings);
        let refusal = tokens.decode(&text, &Login).err();
        assert_eq!(refusal, Some(Rejection::PrimaryKey));
    }
}

#[test]
fn a_key_that_promises_more_than_there_is_leaves_nothing_for_the_signature() {
    // The first byte is 255, then there are 20.
    let text = "_2FhYWFhYWFhYWFhYWFhYWFhYWFh";
    for (settings, expected) in [
        (django(), Rejection::SignatureSize),
        (expiring(), Rejection::Timestamp),
    ] {
        let tokens: Tokens<Vec<u8>> = tokens_of(settings);
        assert_eq!(tokens.decode(text, &Login).err(), Some(expected));
    }
}
