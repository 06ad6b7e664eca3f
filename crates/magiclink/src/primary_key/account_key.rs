//! A primary key of any type, as a store keeps it.

use crate::{
    body::Body,
    primary_key::{KeyBuffer, PrimaryKey},
};

/// A primary key of any type in its encoding, 1 to 256 bytes: how a store of sessions names an account
/// that lives in a table of the application.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct AccountKey(Vec<u8>);

impl AccountKey {
    /// Writes `key`; `None` if it does not fit into its encoding.
    #[must_use]
    pub fn of<K: PrimaryKey>(key: &K) -> Option<Self> {
        let mut body = Body::new();
        key.encode(&mut KeyBuffer::new(&mut body)).ok()?;
        Some(Self(body.as_bytes().to_vec()))
    }

    /// Reads the key; `None` if it is of another type.
    #[must_use]
    pub fn decode<K: PrimaryKey>(&self) -> Option<K> {
        match K::decode(&self.0) {
            Some((key, [])) => Some(key),
            _ => None,
        }
    }

    /// Takes bytes, as a store has kept them.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}
