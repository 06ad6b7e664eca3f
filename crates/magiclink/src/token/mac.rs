//! Keyed BLAKE2b with the key block compressed once per key, not once per token.
//!
//! BLAKE2b (RFC 7693) takes a key as a first block of its own. The state behind that block depends on
//! the key alone, so it is computed when the key is made: a signature over up to 128 bytes then costs
//! one compression instead of two.

use std::fmt;

use blake2::{
    Blake2bVarCore,
    digest::{
        Output,
        block_api::{Buffer, UpdateCore, VariableOutputCore},
    },
};
use subtle::ConstantTimeEq as _;
use zeroize::{Zeroize as _, Zeroizing};

/// A key for [`Mac`]s of one size and one personalisation.
#[derive(Clone)]
pub(crate) struct MacKey {
    /// The state behind the key block; wiped when dropped.
    core: Blake2bVarCore,
    size: usize,
}

impl MacKey {
    /// Prepares `key` for signatures of `size` bytes, 1 to 64.
    ///
    /// The size is a parameter of the hash: a shorter signature is not the start of a longer one.
    pub(crate) fn new(key: &[u8; 64], person: [u8; 16], size: usize) -> Self {
        let mut core = Blake2bVarCore::new_with_params(&[], &person, key.len(), size);
        let mut block = Zeroizing::new([0; 128]);
        block[..key.len()].copy_from_slice(key);
        let mut padded = (*block).into();
        core.update_blocks(std::slice::from_ref(&padded));
        padded.zeroize();
        Self { core, size }
    }

    /// Starts a signature.
    ///
    /// At least one byte must follow: without any, BLAKE2b would have the key block as its last.
    pub(crate) fn start(&self) -> Mac {
        Mac {
            core: self.core.clone(),
            buffer: Buffer::<Blake2bVarCore>::default(),
            size: self.size,
        }
    }
}

impl fmt::Debug for MacKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MacKey([redacted])")
    }
}

/// A signature in the making.
pub(crate) struct Mac {
    core: Blake2bVarCore,
    buffer: Buffer<Blake2bVarCore>,
    size: usize,
}

impl Mac {
    /// Signs `bytes` too.
    #[inline]
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        let Self { core, buffer, .. } = self;
        buffer.digest_blocks(bytes, |blocks| core.update_blocks(blocks));
    }

    /// Signs `parts` so that no two lists of parts have the same signature.
    pub(crate) fn update_parts(&mut self, parts: &[&[u8]]) {
        feed_parts(parts, &mut |bytes| self.update(bytes));
    }

    /// The signature.
    pub(crate) fn finish(mut self) -> Tag {
        let mut bytes = Output::<Blake2bVarCore>::default();
        self.core
            .finalize_variable_core(&mut self.buffer, &mut bytes);
        Tag {
            bytes: bytes.into(),
            size: self.size,
        }
    }
}

/// A signature: equal to what a token carries, or not, in a time that does not depend on where.
pub(crate) struct Tag {
    bytes: [u8; 64],
    size: usize,
}

impl Tag {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.size]
    }

    /// Whether `signature` is this one.
    ///
    /// The bytes are gathered before the one comparison: `subtle` compares a slice byte by byte behind
    /// a barrier each, which took a twentieth of the whole verification.
    pub(crate) fn matches(&self, signature: &[u8]) -> bool {
        let difference = self
            .as_bytes()
            .iter()
            .zip(signature)
            .fold(0, |seen, (one, other)| seen | (one ^ other));
        signature.len() == self.size && bool::from(difference.ct_eq(&0))
    }
}

/// Hashes 64 bytes out of what `feed` is given to write; `person` keeps uses apart.
fn hash(person: [u8; 16], write: impl FnOnce(&mut dyn FnMut(&[u8]))) -> Zeroizing<[u8; 64]> {
    let mut core = Blake2bVarCore::new_with_params(&[], &person, 0, 64);
    let mut buffer = Buffer::<Blake2bVarCore>::default();
    write(&mut |bytes| buffer.digest_blocks(bytes, |blocks| core.update_blocks(blocks)));
    let mut output = Output::<Blake2bVarCore>::default();
    core.finalize_variable_core(&mut buffer, &mut output);
    buffer.zeroize();
    let hash = Zeroizing::new(output.into());
    output.zeroize();
    hash
}

/// Hashes `texts` with `separator` between them, as v2 does to make its key.
pub(crate) fn hash_joined(
    person: [u8; 16],
    separator: &str,
    texts: &[&str],
) -> Zeroizing<[u8; 64]> {
    hash(person, |feed| {
        for (index, text) in texts.iter().enumerate() {
            if index > 0 {
                feed(separator.as_bytes());
            }
            feed(text.as_bytes());
        }
    })
}

/// Hashes `parts` so that no two lists of parts give the same bytes to hash.
pub(crate) fn hash_parts(person: [u8; 16], parts: &[&[u8]]) -> Zeroizing<[u8; 64]> {
    hash(person, |feed| feed_parts(parts, feed))
}

/// Feeds `parts` so that no two lists of parts feed the same bytes: how many there are, then each with
/// its length before it (PAE, as in PASETO), numbers in eight bytes, little-endian.
fn feed_parts(parts: &[&[u8]], feed: &mut dyn FnMut(&[u8])) {
    feed(&(parts.len() as u64).to_le_bytes());
    for part in parts {
        feed(&(part.len() as u64).to_le_bytes());
        feed(part);
    }
}
