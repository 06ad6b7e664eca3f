//! Where a primary key writes its bytes.

use crate::body::Body;

/// The longest key: a length byte and 255 more.
const CAPACITY: usize = 256;

/// Where a [`PrimaryKey`](crate::primary_key::PrimaryKey) writes its bytes, 256 at most.
#[derive(Debug)]
pub struct KeyBuffer<'b> {
    body: &'b mut Body,
    room: usize,
}

impl<'b> KeyBuffer<'b> {
    pub(crate) fn new(body: &'b mut Body) -> Self {
        Self {
            body,
            room: CAPACITY,
        }
    }

    /// Appends `bytes`.
    ///
    /// # Errors
    ///
    /// The key would be longer than 256 bytes; nothing is appended.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), KeyTooLong> {
        self.room = self.room.checked_sub(bytes.len()).ok_or(KeyTooLong)?;
        self.body.push(bytes);
        Ok(())
    }

    /// Appends one byte that tells how long `bytes` is, then `bytes`.
    ///
    /// # Errors
    ///
    /// `bytes` is longer than 255 bytes; nothing is appended.
    pub fn push_with_length(&mut self, bytes: &[u8]) -> Result<(), KeyTooLong> {
        let length = u8::try_from(bytes.len()).map_err(|_| KeyTooLong)?;
        if self.room <= bytes.len() {
            return Err(KeyTooLong);
        }
        self.push(&[length])?;
        self.push(bytes)
    }
}

/// The primary key does not fit into its encoding, which takes at most 255 bytes of text.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the primary key does not fit into its encoding")]
pub struct KeyTooLong;
