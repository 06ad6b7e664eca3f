//! UUIDs: their 16 bytes.

use uuid::Uuid;

use crate::primary_key::{KeyBuffer, KeyTooLong, PrimaryKey};

impl PrimaryKey for Uuid {
    const ENCODING: &'static str = "uuid";

    fn encode(&self, buffer: &mut KeyBuffer<'_>) -> Result<(), KeyTooLong> {
        buffer.push(self.as_bytes())
    }

    fn decode(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (key, rest) = bytes.split_first_chunk()?;
        Some((Self::from_bytes(*key), rest))
    }
}
