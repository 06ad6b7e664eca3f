//! The ways to change a token.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::random::Random;

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const STRANGE: &str = "+/=%.,: \t\n\r\0é\u{FEFF}\u{FF21}\u{1F511}ß";

/// Changes a token once to three times, in any of the ways; `other` is another token to take from.
pub(crate) fn mutate(token: &str, other: &str, random: &mut Random) -> String {
    let mut text = token.to_owned();
    for _ in 0..=random.below(3) {
        text = match random.below(12) {
            0 | 1 => flip_bits(&text, random),
            2 => change_character(&text, random),
            3 => cut(&text, random),
            4 => insert(&text, random),
            5 => swap(&text, random),
            6 => splice(&text, other, random),
            7 => splice_bytes(&text, other, random),
            8 => change_version(&text, random),
            9 => repeat(&text, random),
            10 => take_out(&text, random),
            _ => anything(random),
        };
    }
    text
}

/// The bytes behind the token, if there are any, with what stands before and behind their text.
fn bytes(text: &str) -> (&str, Vec<u8>, &str) {
    let (prefix, rest) = text.split_at(if text.starts_with("3.") { 2 } else { 0 });
    let (data, suffix) = rest.split_at(rest.find(':').unwrap_or(rest.len()));
    (
        prefix,
        URL_SAFE_NO_PAD.decode(data).unwrap_or_default(),
        suffix,
    )
}

fn flip_bits(text: &str, random: &mut Random) -> String {
    let (prefix, mut bytes, suffix) = bytes(text);
    for _ in 0..=random.below(2) {
        let place = random.below(bytes.len());
        if let Some(byte) = bytes.get_mut(place) {
            *byte ^= 1 << random.below(8);
        }
    }
    format!("{prefix}{}{suffix}", URL_SAFE_NO_PAD.encode(bytes))
}

fn splice_bytes(text: &str, other: &str, random: &mut Random) -> String {
    let (prefix, mut one, suffix) = bytes(text);
    let (_, two, _) = bytes(other);
    let place = random.below(one.len().min(two.len()) + 1);
    one.truncate(place);
    one.extend_from_slice(&two[place..]);
    format!("{prefix}{}{suffix}", URL_SAFE_NO_PAD.encode(one))
}

fn change_character(text: &str, random: &mut Random) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let place = random.below(characters.len());
    if let Some(character) = characters.get_mut(place) {
        let alphabet: Vec<char> = ALPHABET.chars().collect();
        *character = *random.pick(&alphabet);
    }
    characters.into_iter().collect()
}

fn cut(text: &str, random: &mut Random) -> String {
    let (start, end) = split(text, random);
    if random.below(3) == 0 { end } else { start }.to_owned()
}

fn insert(text: &str, random: &mut Random) -> String {
    let (start, end) = split(text, random);
    let alphabet = *random.pick(&[ALPHABET, STRANGE]);
    let length = 1 + random.below(4);
    format!("{start}{}{end}", random.text(alphabet, length))
}

fn swap(text: &str, random: &mut Random) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    if !characters.is_empty() {
        let (one, two) = (
            random.below(characters.len()),
            random.below(characters.len()),
        );
        characters.swap(one, two);
    }
    characters.into_iter().collect()
}

fn splice(text: &str, other: &str, random: &mut Random) -> String {
    let (start, _) = split(text, random);
    let end = if random.below(2) == 0 {
        // At the same place, so that the length stays as it is.
        other.get(start.len()..).unwrap_or_default()
    } else {
        split(other, random).1
    };
    format!("{start}{end}")
}

fn change_version(text: &str, random: &mut Random) -> String {
    match random.below(7) {
        0 => format!("3.{text}"),
        1 => format!("2.{text}"),
        2 => text.trim_start_matches("3.").to_owned(),
        3 => text.replace([':', '.'], ""),
        4 => text.split(':').next().unwrap_or_default().to_owned(),
        5 => {
            let (start, end) = split(text, random);
            format!("{start}:{end}")
        }
        _ => format!("{text}:{}", random.text(ALPHABET, 27)),
    }
}

fn repeat(text: &str, random: &mut Random) -> String {
    let (start, end) = split(text, random);
    let again = split(end, random).0;
    format!("{start}{again}{end}")
}

fn take_out(text: &str, random: &mut Random) -> String {
    let (start, rest) = split(text, random);
    format!("{start}{}", split(rest, random).1)
}

fn anything(random: &mut Random) -> String {
    let length = random.below(60);
    match random.below(3) {
        0 => random.text(ALPHABET, length),
        1 => random.text(STRANGE, length),
        _ => {
            let bytes: Vec<u8> = (0..length).map(|_| random.byte()).collect();
            String::from_utf8_lossy(&bytes).into_owned()
        }
    }
}

/// Splits a text anywhere between two characters.
fn split<'t>(text: &'t str, random: &mut Random) -> (&'t str, &'t str) {
    let mut place = random.below(text.len() + 1);
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    text.split_at(place)
}
