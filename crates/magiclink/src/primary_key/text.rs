//! Text: one byte that tells the length, then 0 to 255 bytes of UTF-8.

use crate::primary_key::{KeyBuffer, KeyTooLong, PrimaryKey, bytes::split_with_length};

impl PrimaryKey for String {
    const ENCODING: &'static str = "text";

    fn encode(&self, buffer: &mut KeyBuffer<'_>) -> Result<(), KeyTooLong> {
        buffer.push_with_length(self.as_bytes())
    }

    fn decode(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (key, rest) = split_with_length(bytes)?;
        Some((str::from_utf8(key).ok()?.to_owned(), rest))
    }
}
