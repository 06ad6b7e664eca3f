//! Keyed BLAKE2b with the key block compressed once per key, not once per token.
//!
//! BLAKE2b (RFC 7693) takes a key as a first block of its own. The state behind that block depends on
//! the key alone, so it is computed when the key is made: a signature over up to 128 bytes then costs
//! one compression instead of two.

use std::{fmt, iter::zip, mem::ManuallyDrop};

use blake2::{
    Blake2bVarCore,
    digest::{
        Output,
        block_api::{Buffer, UpdateCore, VariableOutputCore},
    },
};
use subtle::ConstantTimeEq as _;
use zeroize::{Zeroize as _, Zeroizing};

/// A key for signatures of one size and one personalisation.
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

    /// Signs what `write` feeds, one part behind the other.
    ///
    /// One of them must have bytes: without any, BLAKE2b would have the key block as its last.
    #[inline]
    pub(crate) fn sign(&self, write: impl FnOnce(&mut Mac)) -> Tag {
        let mut mac = Mac::new(self);
        write(&mut mac);
        mac.finish()
    }

    /// Signs `parts` so that no two lists of parts have the same signature.
    #[inline]
    pub(crate) fn sign_parts<const N: usize>(&self, parts: [&[u8]; N]) -> Tag {
        const { assert!(N < 8, "the header has room for seven lengths") };
        let mut header = [[0; 8]; 8];
        header[0] = word(N);
        for (length, part) in zip(&mut header[1..], &parts) {
            *length = word(part.len());
        }
        self.sign(|mac| {
            // In one piece: each update costs as much as copying a hundred bytes.
            mac.update(&header.as_flattened()[..8 * (1 + N)]);
            for part in parts {
                if !part.is_empty() {
                    mac.update(part);
                }
            }
        })
    }
}

impl fmt::Debug for MacKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MacKey([redacted])")
    }
}

/// A signature in the making.
///
/// Neither the state nor the buffer is wiped, which took 8 % of a v2 verify and 12 % of a v3 verify.
/// Neither holds the key: the state ends as the signature itself, and the buffer has what is signed, of
/// which `finalize_variable_core` makes a copy that it does not wipe either.
pub(crate) struct Mac {
    core: ManuallyDrop<Blake2bVarCore>,
    buffer: ManuallyDrop<Buffer<Blake2bVarCore>>,
    size: usize,
}

// Not inlined, this is moved from one to the other, which takes longer than what they do.
impl Mac {
    #[inline]
    fn new(key: &MacKey) -> Self {
        Self {
            core: ManuallyDrop::new(key.core.clone()),
            buffer: ManuallyDrop::new(Buffer::<Blake2bVarCore>::default()),
            size: key.size,
        }
    }

    #[inline]
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        let Self { core, buffer, .. } = self;
        buffer.digest_blocks(bytes, |blocks| core.update_blocks(blocks));
    }

    #[inline]
    fn finish(&mut self) -> Tag {
        let mut tag = Tag {
            bytes: Output::<Blake2bVarCore>::default(),
            size: self.size,
        };
        self.core
            .finalize_variable_core(&mut self.buffer, &mut tag.bytes);
        tag
    }
}

/// A signature: equal to what a token carries, or not, in a time that does not depend on where.
pub(crate) struct Tag {
    bytes: Output<Blake2bVarCore>,
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
    #[inline]
    pub(crate) fn matches(&self, signature: &[u8]) -> bool {
        if signature.len() != self.size {
            return false;
        }
        let (words, rest) = self.as_bytes().as_chunks::<8>();
        let (signature_words, signature_rest) = signature.as_chunks::<8>();
        let mut difference = 0;
        for (one, other) in zip(words, signature_words) {
            difference |= u64::from_ne_bytes(*one) ^ u64::from_ne_bytes(*other);
        }
        for (one, other) in zip(rest, signature_rest) {
            difference |= u64::from(one ^ other);
        }
        difference.ct_eq(&0).into()
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
    hash(person, |feed| {
        feed(&word(parts.len()));
        for part in parts {
            feed(&word(part.len()));
        }
        for part in parts {
            feed(part);
        }
    })
}

/// A number before the parts of a list. First comes how many parts there are, then how long each is,
/// then the parts: so no two lists are the same bytes.
fn word(number: usize) -> [u8; 8] {
    (number as u64).to_le_bytes()
}
