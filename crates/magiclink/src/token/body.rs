//! The bytes of a token before they are text, on the stack.

use crate::{
    create_error::CreateError,
    primary_key::{KeyBuffer, PrimaryKey},
    token::MAX_LENGTH,
};

/// What the longest token decodes to.
const CAPACITY: usize = MAX_LENGTH / 4 * 3;

/// The bytes of a token, without an allocation.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    bytes: [u8; CAPACITY],
    length: usize,
}

impl Body {
    pub(crate) fn new() -> Self {
        Self {
            bytes: [0; CAPACITY],
            length: 0,
        }
    }

    /// Appends `bytes`. There is room: a key has at most 256 bytes, all else at most 68.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        let end = self.length + bytes.len();
        self.bytes[self.length..end].copy_from_slice(bytes);
        self.length = end;
    }

    /// Lets `fill` write over all the room there is and tell how much it wrote.
    pub(crate) fn fill_with<E>(
        &mut self,
        fill: impl FnOnce(&mut [u8]) -> Result<usize, E>,
    ) -> Result<(), E> {
        self.length = fill(&mut self.bytes)?.min(CAPACITY);
        Ok(())
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

/// Appends a primary key.
pub(super) fn push_key<K: PrimaryKey>(body: &mut Body, key: &K) -> Result<(), CreateError> {
    let before = body.length;
    key.encode(&mut KeyBuffer::new(body))?;
    if body.length == before {
        return Err(CreateError::EmptyPrimaryKey);
    }
    Ok(())
}
