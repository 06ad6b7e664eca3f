//! Byte strings: one byte that tells the length, then 0 to 255 bytes.

use crate::primary_key::{KeyBuffer, KeyTooLong, PrimaryKey};

impl PrimaryKey for Vec<u8> {
    const ENCODING: &'static str = "bytes";

    fn encode(&self, buffer: &mut KeyBuffer<'_>) -> Result<(), KeyTooLong> {
        buffer.push_with_length(self)
    }

    fn decode(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (key, rest) = split_with_length(bytes)?;
        Some((key.to_vec(), rest))
    }
}

/// Takes a byte string off the front.
///
/// A length that promises more than there is gets what there is, as in django-sesame: the token is
/// refused by what follows, for nothing is left for the signature.
pub(super) fn split_with_length(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (&length, rest) = bytes.split_first()?;
    Some(rest.split_at(usize::from(length).min(rest.len())))
}
