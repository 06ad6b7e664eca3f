//! The bytes of a token before they are text.

use crate::{
    create_error::CreateError,
    primary_key::{KeyBuffer, PrimaryKey},
    token::MAX_LENGTH,
};

/// A v2 token with a UUID and the longest signature fits: 16, 4 and 64 bytes.
const SHORT: usize = 84;
/// What the longest token decodes to.
const LONGEST: usize = MAX_LENGTH / 4 * 3;

/// The bytes of a token; only a long primary key, which is a text, makes them too many for the stack.
///
/// Whoever holds a token that is not verified yet holds these bytes: with room for the longest token
/// they made the checking of any token a fifth slower, by being moved.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    short: [u8; SHORT],
    /// In place of `short`.
    long: Option<Box<[u8; LONGEST]>>,
    length: usize,
}

impl Body {
    pub(crate) fn new() -> Self {
        Self {
            short: [0; SHORT],
            long: None,
            length: 0,
        }
    }

    /// Appends `bytes`. There is room: a key has at most 256 bytes, all else at most 68.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        let (start, end) = (self.length, self.length + bytes.len());
        self.room(end)[start..end].copy_from_slice(bytes);
        self.length = end;
    }

    /// Takes the room of `length` bytes, at most what the longest token has, for the caller to write.
    pub(crate) fn fill(&mut self, length: usize) -> &mut [u8] {
        self.length = length;
        &mut self.room(length)[..length]
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        match &self.long {
            None => &self.short[..self.length],
            Some(long) => &long[..self.length],
        }
    }

    /// Makes room for `length` bytes in all.
    fn room(&mut self, length: usize) -> &mut [u8] {
        if length > SHORT && self.long.is_none() {
            let mut long = Box::new([0; LONGEST]);
            long[..SHORT].copy_from_slice(&self.short);
            self.long = Some(long);
        }
        match &mut self.long {
            None => &mut self.short,
            Some(long) => &mut long[..],
        }
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
