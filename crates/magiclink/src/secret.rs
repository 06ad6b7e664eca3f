//! A secret text: never printed, wiped when dropped, compared in constant time.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret as _, SecretString};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// A text that must not become known: the secret key that tokens are signed with.
///
/// It has no `Display`, its `Debug` shows `[redacted]`, its memory is wiped when it is dropped and
/// comparing two takes a time that depends on their lengths only.
///
/// ```
/// use magiclink::secret::Secret;
///
/// let secret = Secret::generate()?;
/// assert_eq!(format!("{secret:?}"), "Secret([redacted])");
/// # Ok::<(), magiclink::secret::RandomError>(())
/// ```
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Takes a text as a secret.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// Makes a secret of 64 characters from 48 random bytes.
    ///
    /// # Errors
    ///
    /// The operating system has no randomness to give.
    pub fn generate() -> Result<Self, RandomError> {
        let mut bytes = Zeroizing::new([0; 48]);
        random(&mut *bytes)?;
        Ok(Self::new(URL_SAFE_NO_PAD.encode(*bytes)))
    }

    /// The secret itself, for the code that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret([redacted])")
    }
}

impl Eq for Secret {}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose()
            .as_bytes()
            .ct_eq(other.expose().as_bytes())
            .into()
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

/// The operating system has no randomness to give.
#[derive(Debug, thiserror::Error)]
#[error("the operating system has no randomness to give")]
pub struct RandomError(#[from] getrandom::Error);

/// Fills `bytes` from the operating system's cryptographic random generator.
pub(crate) fn random(bytes: &mut [u8]) -> Result<(), RandomError> {
    Ok(getrandom::fill(bytes)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_in_its_debug_text() {
        let secret = Secret::new("correct horse battery staple");
        assert_eq!(
            format!("{secret:?} {secret:#?}"),
            "Secret([redacted]) Secret([redacted])"
        );
    }

    #[test]
    fn secrets_are_equal_when_their_texts_are() {
        assert_eq!(Secret::new("a"), Secret::from("a"));
        assert_ne!(Secret::new("a"), Secret::new("b"));
        assert_ne!(Secret::new("a"), Secret::new("ab"));
    }

    #[test]
    fn generated_secrets_are_long_and_differ() -> Result<(), RandomError> {
        let (one, two) = (Secret::generate()?, Secret::generate()?);
        assert_eq!(one.expose().len(), 64);
        assert_ne!(one, two);
        Ok(())
    }

    // Wiping memory cannot be observed without `unsafe`; that the type asks for it can.
    #[test]
    fn a_secret_is_wiped_when_it_is_dropped() {
        fn wiped(_: &impl zeroize::ZeroizeOnDrop) {}
        wiped(&Secret::new("x").0);
    }
}
