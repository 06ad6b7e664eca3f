//! Random values that a browser holds and a store knows only by their digest.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use subtle::ConstantTimeEq as _;
use zeroize::{Zeroize as _, Zeroizing};

use crate::{
    mac::hash_parts,
    secret::{RandomError, random},
};

/// 256 random bits that a browser holds in a cookie: whoever has them is that browser.
///
/// A store keeps only the [`Digest`], so a copy of the database opens nothing.
#[derive(Clone)]
pub struct Bearer([u8; 32]);

impl Bearer {
    /// Draws a new one.
    ///
    /// # Errors
    ///
    /// The operating system has no randomness to give.
    pub fn random() -> Result<Self, RandomError> {
        let mut bytes = [0; 32];
        random(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// Reads the text form; `None` if it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 33];
        let length = URL_SAFE_NO_PAD.decode_slice(text, &mut bytes).ok()?;
        let bearer = bytes[..length].try_into().ok().map(Self);
        bytes.zeroize();
        bearer
    }

    /// The text form: 43 letters, digits, `-` and `_`.
    #[must_use]
    pub fn expose(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What a store keeps.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&[b"bearer", &self.0])
    }
}

impl Drop for Bearer {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Bearer([redacted])")
    }
}

/// 256 bits that stand for a secret or a long key and do not give it away.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of `parts`; no two lists of parts have the same.
    #[must_use]
    pub fn of(parts: &[&[u8]]) -> Self {
        let hash: Zeroizing<[u8; 64]> = hash_parts(*b"magiclink.digest", parts);
        let mut digest = [0; 32];
        digest.copy_from_slice(&hash[..32]);
        Self(digest)
    }

    /// Takes 32 bytes, as a store has kept them.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether both are the same, in a time that does not depend on where they differ.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

/// The first 8 hexadecimal digits, enough to tell rows apart in a log.
impl fmt::Debug for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, ..] = self.0;
        write!(formatter, "Digest({a:02x}{b:02x}{c:02x}{d:02x}…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bearer_survives_being_written_and_read() -> Result<(), RandomError> {
        let bearer = Bearer::random()?;
        let read = Bearer::parse(&bearer.expose()).unwrap();
        assert_eq!(read.digest(), bearer.digest());
        assert_ne!(Bearer::random()?.digest(), bearer.digest());
        Ok(())
    }

    #[test]
    fn a_text_that_is_no_bearer_is_refused() {
        for text in [
            "",
            "A",
            &"A".repeat(42),
            &"A".repeat(44),
            &"=".repeat(43),
            &"é".repeat(22),
        ] {
            assert!(Bearer::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_bearer_is_not_in_its_debug_text() -> Result<(), RandomError> {
        assert_eq!(format!("{:?}", Bearer::random()?), "Bearer([redacted])");
        Ok(())
    }
}
