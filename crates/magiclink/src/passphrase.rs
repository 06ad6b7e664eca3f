//! A passphrase that opens a private link besides its token, and its hash.

use std::fmt;

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version,
    password_hash::{self, phc::PasswordHash},
};

use crate::secret::{RandomError, Secret, random};

/// The fewest characters of a passphrase.
pub const SHORTEST: usize = 8;
/// The most characters of a passphrase.
pub const LONGEST: usize = 128;

/// A passphrase that was chosen for a link.
///
/// Its `Debug` shows `[redacted]`, and its memory is wiped when it is dropped.
#[derive(Clone, Debug)]
pub struct Passphrase(Secret);

impl Passphrase {
    /// Takes what was typed; spaces around it do not count.
    ///
    /// # Errors
    ///
    /// It is shorter than [`SHORTEST`] or longer than [`LONGEST`] characters.
    pub fn parse(typed: &str) -> Result<Self, PassphraseError> {
        let text = typed.trim();
        match text.chars().count() {
            ..SHORTEST => Err(PassphraseError::Short),
            SHORTEST..=LONGEST => Ok(Self(Secret::new(text))),
            _ => Err(PassphraseError::Long),
        }
    }

    /// Hashes it. This takes tens of milliseconds of one core and 19 MiB: an async application does it
    /// on a thread for such work.
    ///
    /// # Errors
    ///
    /// The operating system has no randomness or no memory to give.
    pub fn hash(&self) -> Result<PassphraseHash, HashError> {
        let mut salt = [0; 16];
        random(&mut salt)?;
        let hash = hasher().hash_password_with_salt(self.0.expose().as_bytes(), &salt)?;
        Ok(PassphraseHash(hash.to_string()))
    }
}

/// A passphrase that is none.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PassphraseError {
    /// Fewer than [`SHORTEST`] characters.
    #[error("a passphrase has at least 8 characters")]
    Short,
    /// More than [`LONGEST`] characters.
    #[error("a passphrase has at most 128 characters")]
    Long,
}

/// Why a passphrase could not be hashed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HashError {
    /// The operating system has no randomness to give.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// The hash could not be computed: there is no memory for it.
    #[error("the passphrase could not be hashed")]
    Hash(#[from] password_hash::Error),
}

/// The hash of a passphrase: what a store keeps. Argon2id, with the parameters and the salt in its text.
#[derive(Clone, Eq, PartialEq)]
pub struct PassphraseHash(String);

impl PassphraseHash {
    /// Takes the text of a hash, as a store has kept it.
    #[must_use]
    pub fn from_text(text: String) -> Self {
        Self(text)
    }

    /// The text: a PHC string, `$argon2id$…`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the hash of what was typed. It takes as long as [`Passphrase::hash`].
    #[must_use]
    pub fn matches(&self, typed: &str) -> bool {
        let typed = typed.trim();
        let is_hash_of = |hash| hasher().verify_password(typed.as_bytes(), &hash).is_ok();
        typed.chars().count() <= LONGEST && PasswordHash::new(&self.0).is_ok_and(is_hash_of)
    }
}

/// Whoever has the hash can try passphrases at home, so it is not for logs.
impl fmt::Debug for PassphraseHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PassphraseHash([redacted])")
    }
}

/// Argon2id with 19 MiB, two passes and one lane: the first choice of OWASP's Password Storage Cheat
/// Sheet for it, and the default of the crate, which a test compares.
fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_matches_its_passphrase_and_no_other() -> Result<(), HashError> {
        let passphrase = Passphrase::parse(" Grüße aus Köln\n").unwrap();
        let hash = passphrase.hash()?;
        for (typed, expected) in [
            ("Grüße aus Köln", true),
            ("\tGrüße aus Köln ", true),
            ("grüße aus köln", false),
            ("", false),
        ] {
            assert_eq!(hash.matches(typed), expected, "{typed:?}");
        }
        let kept = PassphraseHash::from_text(hash.as_str().to_owned());
        assert!(kept.matches("Grüße aus Köln"));
        Ok(())
    }

    #[test]
    fn a_hash_is_argon2id_as_owasp_has_it_with_a_salt_of_its_own() -> Result<(), HashError> {
        let passphrase = Passphrase::parse("correct horse").unwrap();
        let (one, two) = (passphrase.hash()?, passphrase.hash()?);
        assert!(one.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_ne!(one, two);
        Ok(())
    }

    #[test]
    fn what_is_no_hash_matches_nothing() {
        for text in ["", "correct horse", "$argon2id$", "$md5$x$y"] {
            let hash = PassphraseHash::from_text(text.to_owned());
            assert!(!hash.matches(text) && !hash.matches(""), "{text}");
        }
    }

    #[test]
    fn a_passphrase_has_8_to_128_characters() {
        for (text, expected) in [
            ("       x       ", Some(PassphraseError::Short)),
            ("7 chars", Some(PassphraseError::Short)),
            ("8 chars!", None),
            (&"ü".repeat(128), None),
            (&"ü".repeat(129), Some(PassphraseError::Long)),
        ] {
            assert_eq!(Passphrase::parse(text).err(), expected, "{text}");
        }
    }

    #[test]
    fn neither_is_in_its_debug_text() {
        let passphrase = Passphrase::parse("correct horse").unwrap();
        let hash = PassphraseHash::from_text("$argon2id$".to_owned());
        assert_eq!(
            format!("{passphrase:?} {hash:?}"),
            "Passphrase(Secret([redacted])) PassphraseHash([redacted])"
        );
    }
}
