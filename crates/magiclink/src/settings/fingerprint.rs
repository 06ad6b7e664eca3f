//! The fingerprint of settings: tells a change that would let one token be read as another.

use std::{fmt, str::FromStr};

use crate::{settings::Settings, token::mac};

/// The fingerprint of settings and of the type of primary keys.
///
/// v2 tokens do not say how they are to be read: after a change from 2-byte to 4-byte keys under the
/// same signing key, the token of one account can be read as another account's. So keep the
/// fingerprint with the data ([`Tokens::fingerprint`](crate::Tokens::fingerprint)), and at each start
/// ask the new one whether it [`follows`](Self::follows) the old one. It gives nothing away.
///
/// ```
/// # use magiclink::{Tokens, secret::Secret, settings::{Fingerprint, Settings}};
/// # let secret = Secret::generate()?;
/// let small = Tokens::<i16>::new(Settings::django(secret.clone()))?;
/// let kept = small.fingerprint().to_string();
///
/// let large = Tokens::<i32>::new(Settings::django(secret.clone()))?;
/// assert!(large.fingerprint().follows(&kept.parse()?).is_err());
///
/// let large = Tokens::<i32>::new(Settings::django(secret).with_key("since the migration"))?;
/// assert!(large.fingerprint().follows(&kept.parse()?).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Fingerprint {
    /// Of what decides how a token is read.
    shape: [u8; 8],
    /// Of what tokens are signed with.
    key: [u8; 8],
}

impl Fingerprint {
    pub(crate) fn new(settings: &Settings, encoding: &str) -> Self {
        let bindings = settings.bindings;
        let flags = [
            u8::from(settings.max_age.is_some()),
            u8::from(bindings.password),
            u8::from(bindings.email),
            u8::from(bindings.last_login),
        ];
        let key = [settings.secret.expose(), settings.key.expose()];
        Self {
            shape: digest(&[
                encoding.as_bytes(),
                settings.primary_key_field.as_bytes(),
                settings.packer.as_bytes(),
                &flags,
            ]),
            key: digest(&key.map(str::as_bytes)),
        }
    }

    /// Whether settings with this fingerprint may take the place of settings with `earlier`.
    ///
    /// # Errors
    ///
    /// The way in which tokens are read has changed, but the key has not.
    pub fn follows(&self, earlier: &Self) -> Result<(), FingerprintError> {
        if self.shape == earlier.shape || self.key != earlier.key {
            Ok(())
        } else {
            Err(FingerprintError::Changed)
        }
    }
}

/// 32 hexadecimal digits.
impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", u64::from_be_bytes(self.shape))?;
        write!(formatter, "{:016x}", u64::from_be_bytes(self.key))
    }
}

impl FromStr for Fingerprint {
    type Err = FingerprintError;

    fn from_str(text: &str) -> Result<Self, FingerprintError> {
        let is_digits = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_digits {
            return Err(FingerprintError::Malformed);
        }
        let half = |digits: &str| {
            u64::from_str_radix(digits, 16)
                .map(u64::to_be_bytes)
                .map_err(|_| FingerprintError::Malformed)
        };
        Ok(Self {
            shape: half(&text[..16])?,
            key: half(&text[16..])?,
        })
    }
}

/// Why a fingerprint was refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FingerprintError {
    /// Tokens would be read in another way under the same key.
    #[error(
        "the settings of tokens have changed under the same key, so that a token could be read as another account's: set a new key, too"
    )]
    Changed,
    /// The text is not 32 hexadecimal digits.
    #[error("a fingerprint has 32 hexadecimal digits")]
    Malformed,
}

fn digest(parts: &[&[u8]]) -> [u8; 8] {
    let hash = mac::hash_parts(*b"magiclink.finger", parts);
    let mut digest = [0; 8];
    digest.copy_from_slice(&hash[..8]);
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_survives_being_written_and_read() -> Result<(), FingerprintError> {
        let fingerprint = Fingerprint::new(&Settings::django("x"), "i64");
        assert_eq!(fingerprint.to_string().parse::<Fingerprint>()?, fingerprint);
        for text in ["", "0", &"g".repeat(32), &"é".repeat(16), &"0".repeat(33)] {
            assert_eq!(
                text.parse::<Fingerprint>(),
                Err(FingerprintError::Malformed)
            );
        }
        Ok(())
    }

    #[test]
    fn each_setting_that_shapes_a_token_changes_it() {
        let django = || Settings::django("x");
        let kept = Fingerprint::new(&django(), "i64");
        let minute = std::time::Duration::from_mins(1);
        for (settings, encoding) in [
            (django(), "i32"),
            (django().with_packer("a.B"), "i64"),
            (django().with_primary_key_field("username"), "i64"),
            (django().with_max_age(minute), "i64"),
            (django().with_one_time(true), "i64"),
            (django().with_invalidate_on_email_change(true), "i64"),
            (django().with_invalidate_on_password_change(false), "i64"),
        ] {
            let changed = Fingerprint::new(&settings, encoding);
            assert_eq!(changed.follows(&kept), Err(FingerprintError::Changed));
            let rekeyed = Fingerprint::new(&settings.with_key("2"), encoding);
            assert_eq!(rekeyed.follows(&kept), Ok(()));
        }
        assert_eq!(
            Fingerprint::new(&django().with_signature_size(20), "i64").follows(&kept),
            Ok(())
        );
    }
}
