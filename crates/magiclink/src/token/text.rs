//! Base64url without padding: the text form of a token's bytes.

use base64::{
    DecodeSliceError, Engine as _, alphabet,
    engine::{
        DecodePaddingMode,
        general_purpose::{GeneralPurpose, GeneralPurposeConfig},
    },
};

use crate::{rejection::Rejection, token::Body};

/// The shortest text in which anything fits: 3 bytes.
const MIN_LENGTH: usize = 4;

const CONFIG: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_encode_padding(false)
    .with_decode_padding_mode(DecodePaddingMode::RequireNone);
const CANONICAL: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, CONFIG);
const ANY_SPELLING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    CONFIG.with_decode_allow_trailing_bits(true),
);

/// `prefix`, then the text form of `bytes`.
pub(super) fn encode(prefix: &str, bytes: &[u8]) -> String {
    let mut text = vec![0; prefix.len() + (bytes.len() * 4).div_ceil(3)];
    let (start, rest) = text.split_at_mut(prefix.len());
    start.copy_from_slice(prefix.as_bytes());
    CANONICAL
        .encode_slice(bytes, rest)
        .expect("the room is for these bytes");
    String::from_utf8(text).expect("base64 is ASCII")
}

/// Decodes `text`.
///
/// Bits of the last character that stand for nothing are refused unless `any_spelling`: a token has one
/// text form and not four.
pub(super) fn decode(text: &str, any_spelling: bool) -> Result<Body, Rejection> {
    let engine = if any_spelling {
        &ANY_SPELLING
    } else {
        &CANONICAL
    };
    let mut body = Body::new();
    let longest = text.len().div_ceil(4) * 3;
    match body.fill_with(longest, |room| engine.decode_slice(text, room)) {
        Ok(()) if text.len() >= MIN_LENGTH => Ok(body),
        Err(DecodeSliceError::OutputSliceTooSmall) => Err(Rejection::TooLong),
        Err(DecodeSliceError::DecodeError(_)) if is_alphabet(text) => Err(Rejection::Encoding),
        _ => Err(Rejection::UnknownFormat),
    }
}

/// Whether `text` is long enough and has only characters that can be in a token.
pub(super) fn is_alphabet(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    text.len() >= MIN_LENGTH && text.bytes().all(is_letter)
}
