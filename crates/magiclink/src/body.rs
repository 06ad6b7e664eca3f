//! The bytes of a token before they are text.

/// The longest text that is looked at. The longest token that can be made has 436 characters.
pub(crate) const MAX_LENGTH: usize = 512;

/// Six bytes: what eight characters decode to.
const CHUNK: usize = 6;
/// A v2 token with a UUID and the longest signature fits: 16, 4 and 64 bytes.
const SHORT: usize = 84 / CHUNK;
/// What the longest token decodes to.
const LONGEST: usize = MAX_LENGTH / 8;

/// The bytes of a token; only a long primary key, which is a text, makes them too many for the stack.
///
/// A token that is not verified yet holds them. With room for the longest token in each, a verify took
/// 4 % more time and 100 more instructions, and futures that wait for the account 300 more bytes.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    short: [[u8; CHUNK]; SHORT],
    /// In place of `short`.
    long: Option<Box<[[u8; CHUNK]; LONGEST]>>,
    length: usize,
}

impl Body {
    pub(crate) fn new() -> Self {
        Self {
            short: [[0; CHUNK]; SHORT],
            long: None,
            length: 0,
        }
    }

    /// Appends `bytes`. There is room: a key has at most 256 bytes, all else at most 68.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        let (start, end) = (self.length, self.length + bytes.len());
        self.resize(end).as_flattened_mut()[start..end].copy_from_slice(bytes);
    }

    /// Makes it `length` bytes long, at most what the longest token has, for the caller to write.
    ///
    /// Returns all the room there is, which is at least that.
    #[inline]
    pub(crate) fn resize(&mut self, length: usize) -> &mut [[u8; CHUNK]] {
        if length > SHORT * CHUNK && self.long.is_none() {
            let mut long = Box::new([[0; CHUNK]; LONGEST]);
            long[..SHORT].copy_from_slice(&self.short);
            self.long = Some(long);
        }
        self.length = length;
        match &mut self.long {
            None => &mut self.short,
            Some(long) => &mut long[..],
        }
    }

    // Not inlined, it made a v3 verify 3 % slower.
    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        let room = match &self.long {
            None => self.short.as_flattened(),
            Some(long) => long.as_flattened(),
        };
        &room[..self.length]
    }
}
