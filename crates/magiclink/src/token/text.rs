//! Base64url without padding: the text form of a token's bytes.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{
    rejection::Rejection,
    token::{Body, MAX_LENGTH},
};

/// The shortest text in which anything fits: 3 bytes.
const MIN_LENGTH: usize = 4;

/// What each byte of a text stands for: 6 bits, or [`NOTHING`].
const VALUES: [u8; 256] = {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut values = [NOTHING; 256];
    let mut value = 0;
    while value < 64 {
        values[alphabet[value as usize] as usize] = value;
        value += 1;
    }
    values
};
const NOTHING: u8 = 0b1000_0000;

/// `prefix`, then the text form of `bytes`.
pub(super) fn encode(prefix: &str, bytes: &[u8]) -> String {
    let mut text = vec![0; prefix.len() + (bytes.len() * 4).div_ceil(3)];
    let (start, rest) = text.split_at_mut(prefix.len());
    start.copy_from_slice(prefix.as_bytes());
    URL_SAFE_NO_PAD
        .encode_slice(bytes, rest)
        .expect("the room is for these bytes");
    String::from_utf8(text).expect("base64 is ASCII")
}

/// Decodes `text`.
///
/// Bits of the last character that stand for nothing are refused unless `any_spelling`: a token has one
/// text form and not four.
///
/// Only here is base64 not left to its crate, which takes 480 instructions for the 24 characters of a
/// token, a fifth of all that a verification may cost; this takes 180. The tests compare the two.
pub(super) fn decode(text: &str, any_spelling: bool) -> Result<Body, Rejection> {
    if text.len() > MAX_LENGTH {
        return Err(Rejection::TooLong);
    }
    let (quads, end) = text.as_bytes().as_chunks();
    let mut body = Body::new();
    let room = body.fill(quads.len() * 3 + end.len() * 3 / 4);
    let (triples, last) = room.as_chunks_mut();
    let mut seen = 0;
    for (quad, triple) in quads.iter().zip(triples) {
        let [a, b, c, d] = quad.map(|byte| u32::from(VALUES[usize::from(byte)]));
        seen |= a | b | c | d;
        let [_, bytes @ ..] = (a << 18 | b << 12 | c << 6 | d).to_be_bytes();
        *triple = bytes;
    }
    let mut values = [0; 3];
    for (value, byte) in values.iter_mut().zip(end) {
        *value = VALUES[usize::from(*byte)];
        seen |= u32::from(*value);
    }
    if seen & u32::from(NOTHING) != 0 || text.len() < MIN_LENGTH {
        return Err(Rejection::UnknownFormat);
    }
    let [a, b, c] = values;
    last.copy_from_slice(&[a << 2 | b >> 4, b << 4 | c >> 2][..last.len()]);
    let unused = match end.len() {
        0 => 0,
        1 => return Err(Rejection::Encoding),
        2 => b << 4,
        _ => c << 6,
    };
    if unused != 0 && !any_spelling {
        return Err(Rejection::Encoding);
    }
    Ok(body)
}

/// Whether `text` is long enough and has only characters that can be in a token.
#[cfg(feature = "v1")]
pub(super) fn is_alphabet(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    text.len() >= MIN_LENGTH && text.bytes().all(is_letter)
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
        decode(text, any_spelling)
            .ok()
            .map(|body| body.as_bytes().to_vec())
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
            decode(&"A".repeat(MAX_LENGTH + 1), false).unwrap_err(),
            Rejection::TooLong
        );
    }
}
