//! The account that every token is tried for.

use magiclink::{
    Account,
    account::LastLogin,
    clock::Timestamp,
    primary_key::{KeyBuffer, KeyTooLong, PrimaryKey},
};

/// An account of which only the key is ever another.
#[derive(Clone, Debug)]
pub(crate) struct Person<K>(pub(crate) K);

impl<K: PrimaryKey + Clone> Account for Person<K> {
    type Key = K;

    fn primary_key(&self) -> K {
        self.0.clone()
    }

    fn is_active(&self) -> bool {
        true
    }

    fn password(&self) -> Option<&str> {
        Some("argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdHNhbHQ$bm90IGEgcmVhbCBoYXNo")
    }

    fn email(&self) -> &str {
        "jane.doe@example.com"
    }

    fn last_login(&self) -> Option<LastLogin> {
        Some(Timestamp::from_unix_seconds(1_799_000_000).into())
    }
}

/// A key in an encoding that the library does not have: 24 bits.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Short([u8; 3]);

impl Short {
    pub(crate) const SAMPLE: Self = Self(*b"abc");
}

impl PrimaryKey for Short {
    const ENCODING: &'static str = "short";

    fn encode(&self, buffer: &mut KeyBuffer<'_>) -> Result<(), KeyTooLong> {
        buffer.push(&self.0)
    }

    fn decode(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (key, rest) = bytes.split_first_chunk()?;
        Some((Self(*key), rest))
    }
}
