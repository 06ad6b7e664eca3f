//! The identifier of a v3 token.

use std::{fmt, str::FromStr};

use crate::{
    clock::Timestamp,
    secret::{RandomError, random},
};

/// How many bytes at the front tell when it was made, if it has a time.
const TIME: usize = 3;

/// The identifier of a v3 token: for single use, for revoking one link, and as its name in a log.
///
/// It is not secret: the token cannot be made from it. Its text is 16 hexadecimal digits.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct TokenId([u8; 8]);

impl TokenId {
    /// Makes a random identifier.
    ///
    /// # Errors
    ///
    /// The operating system has no randomness to give.
    pub fn random() -> Result<Self, RandomError> {
        let mut bytes = [0; 8];
        random(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// Makes one that begins with `now`, so that what is new stands together in the index of a store: 3 bytes
    /// that count 4.096 ms and begin again after 19 hours. What is kept for so long is as unlikely to get the
    /// identifier of another one as by [`random`](Self::random).
    ///
    /// # Errors
    ///
    /// The operating system has no randomness to give.
    pub fn random_at(now: Timestamp) -> Result<Self, RandomError> {
        let mut id = Self::random()?;
        let time = (now.unix_micros() >> 12).to_be_bytes();
        id.0[..TIME].copy_from_slice(&time[time.len() - TIME..]);
        Ok(id)
    }

    /// Takes 8 bytes as an identifier.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(bytes)
    }

    /// The 8 bytes.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 8] {
        self.0
    }
}

impl fmt::Display for TokenId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", u64::from_be_bytes(self.0))
    }
}

impl fmt::Debug for TokenId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "TokenId({self})")
    }
}

impl FromStr for TokenId {
    type Err = TokenIdError;

    fn from_str(text: &str) -> Result<Self, TokenIdError> {
        if text.len() != 16 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(TokenIdError);
        }
        let number = u64::from_str_radix(text, 16).map_err(|_| TokenIdError)?;
        Ok(Self(number.to_be_bytes()))
    }
}

/// The text is not the identifier of a token.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the identifier of a token has 16 hexadecimal digits")]
pub struct TokenIdError;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_of_one_moment_stand_together_and_those_of_a_later_one_behind()
    -> Result<(), RandomError> {
        let now = Timestamp::from_unix_micros(1_800_000_000_000_000);
        let made = |micros| TokenId::random_at(Timestamp::from_unix_micros(micros));
        let (first, second) = (TokenId::random_at(now)?, TokenId::random_at(now)?);
        assert_eq!(first.0[..TIME], second.0[..TIME]);
        assert_ne!(first, second);
        for later in [5_000, 1_000_000, 3_600_000_000] {
            assert!(made(now.unix_micros() + later)? > first, "{later} µs later");
        }
        Ok(())
    }

    #[test]
    fn an_identifier_survives_being_written_and_read() -> Result<(), RandomError> {
        let id = TokenId::random()?;
        assert_eq!(id.to_string().parse(), Ok(id));
        for text in ["", "0", "+000000000000000", &"0".repeat(17), &"é".repeat(8)] {
            assert_eq!(text.parse::<TokenId>(), Err(TokenIdError));
        }
        Ok(())
    }
}
