//! Integers: as many bytes as their type has, big-endian.

use crate::primary_key::{KeyBuffer, KeyTooLong, PrimaryKey};

macro_rules! integers {
    ($($integer:ident),+) => {$(
        impl PrimaryKey for $integer {
            const ENCODING: &'static str = stringify!($integer);

            fn encode(&self, buffer: &mut KeyBuffer<'_>) -> Result<(), KeyTooLong> {
                buffer.push(&self.to_be_bytes())
            }

            fn decode(bytes: &[u8]) -> Option<(Self, &[u8])> {
                let (key, rest) = bytes.split_first_chunk()?;
                Some((Self::from_be_bytes(*key), rest))
            }
        }
    )+};
}

integers!(i16, u16, i32, u32, i64, u64);
