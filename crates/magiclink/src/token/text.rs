//! Base64url without padding: the text form of a token's bytes.

use std::iter::zip;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{
    body::{Body, MAX_LENGTH},
    rejection::Rejection,
};

/// The shortest text in which anything fits: 3 bytes.
const MIN_LENGTH: usize = 4;

/// The six bits that a character stands for, for each of four characters shifted to where they are in
/// the three bytes that these make; the fourth byte is set if it is not in the alphabet.
const BITS: [[u32; 256]; 4] = {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bits = [[u32::MAX; 256]; 4];
    let mut value = 0_u32;
    while value < 64 {
        let character = alphabet[value as usize] as usize;
        let mut place = 0;
        while place < 4 {
            let bytes = (value << 26) >> (6 * place);
            bits[place][character] = bytes.swap_bytes();
            place += 1;
        }
        value += 1;
    }
    bits
};

/// `prefix`, then the text form of `bytes`.
pub(super) fn encode(prefix: &str, bytes: &[u8]) -> String {
    // `encode_string` goes through a buffer of its own, which takes twice as long.
    let mut text = vec![0; prefix.len() + (bytes.len() * 4).div_ceil(3)];
    let (start, rest) = text.split_at_mut(prefix.len());
    start.copy_from_slice(prefix.as_bytes());
    URL_SAFE_NO_PAD
        .encode_slice(bytes, rest)
        .expect("the room is for these bytes");
    String::from_utf8(text).expect("base64 is ASCII")
}

/// Decodes `text` into `body`.
///
/// Bits of the last character that stand for nothing are refused unless `any_spelling`: a token has one
/// text form and not four.
///
/// Only here is base64 not left to its crate: a v2 verify took it 220 of 3,020 instructions more and 4 %
/// more time, a v3 verify 5 %, before the tables had the bits in place. The tests compare the two.
#[expect(
    clippy::inline_always,
    reason = "with a call a v2 verify takes 30 of 2,571 instructions more"
)]
#[inline(always)]
pub(super) fn decode(text: &str, any_spelling: bool, body: &mut Body) -> Result<(), Rejection> {
    if text.len() > MAX_LENGTH {
        return Err(Rejection::TooLong);
    }
    if text.len() < MIN_LENGTH {
        return Err(Rejection::UnknownFormat);
    }
    let (texts, text_end) = text.as_bytes().as_chunks::<8>();
    let room = body.resize(text.len() * 3 / 4);
    let mut seen = 0;
    for (text, chunk) in zip(texts, &mut *room) {
        let bits = bits(text);
        seen |= bits.0 | bits.1;
        *chunk = bytes(bits);
    }
    if text_end.is_empty() && seen < 1 << 24 {
        return Ok(());
    }
    let mut last = *b"AAAAAAAA";
    last[..text_end.len()].copy_from_slice(text_end);
    let bits = bits(&last);
    if (seen | bits.0 | bits.1) >= 1 << 24 {
        return Err(Rejection::UnknownFormat);
    }
    let last = bytes(bits);
    if let Some(chunk) = room.get_mut(texts.len()) {
        *chunk = last;
    }
    let has_surplus = last[text_end.len() * 3 / 4..].iter().any(|byte| *byte != 0);
    if text.len() % 4 == 1 || (has_surplus && !any_spelling) {
        return Err(Rejection::Encoding);
    }
    Ok(())
}

/// What the first and the last four of eight characters stand for: three bytes each, and the fourth is
/// set if one of them is not in the alphabet.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "by value the characters are shifted out of one number, which takes longer"
)]
fn bits(text: &[u8; 8]) -> (u32, u32) {
    let bits = |place: usize, index: usize| BITS[place][usize::from(text[index])];
    (
        bits(0, 0) | bits(1, 1) | bits(2, 2) | bits(3, 3),
        bits(0, 4) | bits(1, 5) | bits(2, 6) | bits(3, 7),
    )
}

/// The six bytes of what [`bits`] returns.
fn bytes((first, last): (u32, u32)) -> [u8; 6] {
    let [bytes @ .., _, _] = (u64::from(first) | u64::from(last) << 24).to_le_bytes();
    bytes
}

/// Whether `text` is long enough and has only characters that can be in a token.
#[cfg(feature = "v1")]
pub(super) fn is_alphabet(text: &str) -> bool {
    text.len() >= MIN_LENGTH
        && text
            .bytes()
            .all(|byte| BITS[0][usize::from(byte)] < 1 << 24)
}

#[cfg(test)]
mod tests {
    use base64::{
        alphabet,
        engine::general_purpose::{GeneralPurpose, NO_PAD},
    };
    use proptest::prelude::*;

    use super::*;

    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &alphabet::URL_SAFE,
        NO_PAD.with_decode_allow_trailing_bits(true),
    );

    fn bytes(text: &str, any_spelling: bool) -> Option<Vec<u8>> {
        let mut body = Body::new();
        decode(text, any_spelling, &mut body)
            .ok()
            .map(|()| body.as_bytes().to_vec())
    }

    proptest! {
        #[test]
        fn it_decodes_what_the_crate_decodes(text in "[A-Za-z0-9_-]{4,60}|[ -~é]{4,12}") {
            prop_assert_eq!(bytes(&text, false), URL_SAFE_NO_PAD.decode(&text).ok());
            prop_assert_eq!(bytes(&text, true), LENIENT.decode(&text).ok());
        }

        #[test]
        fn it_decodes_what_was_encoded(given in proptest::collection::vec(any::<u8>(), 3..384)) {
            prop_assert_eq!(bytes(&encode("", &given), false), Some(given));
        }
    }

    #[test]
    fn two_characters_of_no_alphabet_do_not_make_up_for_each_other() {
        for length in [8, 11, 16] {
            for one in 0..length {
                for other in one..length {
                    let mut text = "A".repeat(length);
                    text.replace_range(one..=one, "!");
                    text.replace_range(other..=other, "!");
                    let decoded = decode(&text, true, &mut Body::new());
                    assert_eq!(decoded, Err(Rejection::UnknownFormat), "{text}");
                }
            }
        }
    }

    #[test]
    fn a_text_of_any_length_is_decoded_or_refused() {
        for length in 0..=MAX_LENGTH {
            let is_text = length >= MIN_LENGTH && length % 4 != 1;
            assert_eq!(
                bytes(&"A".repeat(length), false).is_some(),
                is_text,
                "{length}"
            );
        }
        assert_eq!(
            decode(&"A".repeat(MAX_LENGTH + 1), false, &mut Body::new()),
            Err(Rejection::TooLong)
        );
    }
}
