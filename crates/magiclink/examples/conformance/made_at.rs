//! What a genuine token says about its making.

use base64::{
    Engine as _, alphabet,
    engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, NO_PAD, URL_SAFE_NO_PAD},
};
use magiclink::clock::Timestamp;

const LENIENT_CONFIG: GeneralPurposeConfig = NO_PAD.with_decode_allow_trailing_bits(true);
const LENIENT: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT_CONFIG);

/// The token as an encoder would have written it.
pub(crate) fn canonical(token: &str) -> String {
    match LENIENT.decode(token) {
        Ok(bytes) => URL_SAFE_NO_PAD.encode(bytes),
        Err(_) => token.to_owned(),
    }
}

/// The second in which a token was made that carries it.
pub(crate) fn made_at(token: &str, signature_size: usize) -> Option<Timestamp> {
    let seconds = if let Some(time) = token.split(':').nth(1) {
        base_62(time)?
    } else {
        let bytes = LENIENT.decode(token).ok()?;
        let end = bytes.len().checked_sub(signature_size)?;
        let time = bytes.get(end.checked_sub(4)?..end)?;
        i64::from(i32::from_be_bytes(time.try_into().ok()?)) + 1_577_836_800
    };
    Some(Timestamp::from_unix_seconds(seconds))
}

fn base_62(text: &str) -> Option<i64> {
    const DIGITS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    text.chars().try_fold(0, |number, digit| {
        Some(number * 62 + i64::try_from(DIGITS.find(digit)?).ok()?)
    })
}
