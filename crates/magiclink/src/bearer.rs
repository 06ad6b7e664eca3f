//! Random values that a browser holds and a store knows only by their digest.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use subtle::ConstantTimeEq as _;
use zeroize::{Zeroize as _, Zeroizing};

use crate::{
    clock::Timestamp,
    mac::hash_parts,
    secret::{RandomError, random},
};

/// How many bytes at the front tell when it was made.
const TIME: usize = 6;

/// 256 bits that a browser holds in a cookie, 208 of them random at least: whoever has them is that browser.
///
/// A store keeps only the [`Digest`], so a copy of the database opens nothing.
#[derive(Clone)]
pub struct Bearer([u8; 32]);

impl Bearer {
    /// Draws a new one, for what no store keeps.
    ///
    /// # Errors
    ///
    /// The operating system has no randomness to give.
    pub fn random() -> Result<Self, RandomError> {
        let mut bytes = [0; 32];
        random(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// Draws a new one that begins with `now`, in milliseconds since 1970 as in a UUID of version 7
    /// ([RFC 9562, 5.7](https://www.rfc-editor.org/rfc/rfc9562#section-5.7)), and so does its digest: what is
    /// new stands together in the index of a store, however many rows there are.
    ///
    /// # Errors
    ///
    /// The operating system has no randomness to give.
    pub fn random_at(now: Timestamp) -> Result<Self, RandomError> {
        let mut bearer = Self::random()?;
        let millis = (now.unix_micros() / 1000).to_be_bytes();
        bearer.0[..TIME].copy_from_slice(&millis[millis.len() - TIME..]);
        Ok(bearer)
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

    /// What a store keeps: the time, which is no secret, and 208 bits of a digest of all.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut digest = Digest::of(&[b"bearer", &self.0]);
        digest.0[..TIME].copy_from_slice(&self.0[..TIME]);
        digest
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

/// The last 8 hexadecimal digits, enough to tell rows apart in a log; the first may be a time.
impl fmt::Debug for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [.., a, b, c, d] = self.0;
        write!(formatter, "Digest(…{a:02x}{b:02x}{c:02x}{d:02x})")
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
    fn what_is_made_later_stands_behind_in_a_store() -> Result<(), RandomError> {
        let at = |micros| Bearer::random_at(Timestamp::from_unix_micros(micros));
        let times = [0, 999_999, 1_790_000_000_000_000, 1_790_000_000_001_000];
        for pair in times.windows(2) {
            for _ in 0..100 {
                let (earlier, later) = (at(pair[0])?.digest(), at(pair[1])?.digest());
                assert!(earlier < later, "{pair:?}");
            }
        }
        Ok(())
    }

    #[test]
    fn what_is_made_at_one_time_differs() -> Result<(), RandomError> {
        for micros in [i64::MIN, -1, 0, 1_790_000_000_000_000, i64::MAX] {
            let now = Timestamp::from_unix_micros(micros);
            let (one, other) = (Bearer::random_at(now)?, Bearer::random_at(now)?);
            assert_eq!(one.0[..TIME], other.0[..TIME]);
            assert_ne!(one.0[TIME..], other.0[TIME..]);
            assert_ne!(one.digest(), other.digest());
        }
        Ok(())
    }

    #[test]
    fn a_digest_tells_the_time_of_a_bearer_and_nothing_else() -> Result<(), RandomError> {
        let bearer = Bearer::random_at(Timestamp::from_unix_seconds(1_790_000_000))?;
        let (kept, mut moved) = (bearer.digest(), bearer.clone());
        assert_eq!(kept.0[..TIME], bearer.0[..TIME]);
        assert_ne!(kept.0[TIME..], bearer.0[TIME..]);
        moved.0[0] ^= 1;
        assert_ne!(
            moved.digest().0[TIME..],
            kept.0[TIME..],
            "the time is hashed, too"
        );
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

    #[test]
    fn a_log_tells_digests_apart_by_their_end() {
        let mut digest = Digest::of(&[b"a browser"]);
        digest.0[28..].copy_from_slice(&[0x01, 0xab, 0x00, 0xff]);
        assert_eq!(format!("{digest:?}"), "Digest(…01ab00ff)");
    }
}
