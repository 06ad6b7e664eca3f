//! The identifier of a v3 token.

use std::{fmt, str::FromStr};

use crate::secret::{RandomError, random};

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
    fn an_identifier_survives_being_written_and_read() -> Result<(), RandomError> {
        let id = TokenId::random()?;
        assert_eq!(id.to_string().parse(), Ok(id));
        for text in ["", "0", "+000000000000000", &"0".repeat(17), &"é".repeat(8)] {
            assert_eq!(text.parse::<TokenId>(), Err(TokenIdError));
        }
        Ok(())
    }
}
