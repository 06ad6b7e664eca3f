//! The fingerprint of settings: tells a change that would let one token be read as another.

use std::{fmt, str::FromStr};

use crate::{mac, scope::Purpose, secret::Secret, settings::Settings};

/// The fingerprint of settings and of the type of primary keys.
///
/// v2 tokens do not say how they are to be read: after a change from 2-byte to 4-byte keys under the
/// same signing key, the token of one account can be read as another account's. So keep the
/// fingerprint with the data ([`Tokens::fingerprint`](crate::Tokens::fingerprint)), and at each start
/// ask the new one whether it [`follows`](Self::follows) the old one, or have
/// [`store::follow`](crate::store::follow) do both. It gives nothing away.
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
#[derive(Clone, Debug)]
pub struct Fingerprint {
    /// Of what decides how a token is read.
    shape: [u8; 8],
    /// Of what tokens are signed with.
    key: [u8; 8],
    /// Of what tokens that are still accepted were signed with. Not written: what was kept is only
    /// compared with, and told apart by the other two.
    fallbacks: Vec<[u8; 8]>,
}

impl Fingerprint {
    pub(crate) fn new(settings: &Settings, encoding: &str) -> Self {
        let bindings = settings.bindings;
        let flags = [
            u8::from(settings.max_age.is_some()),
            u8::from(bindings.password),
            u8::from(bindings.email),
            u8::from(bindings.last_login),
            u8::from(settings.bindings(Purpose::PrivateLink).password),
        ];
        let key_of = |secret: &Secret| {
            let key = [secret.expose(), settings.key.expose()];
            digest(&key.map(str::as_bytes))
        };
        Self {
            shape: digest(&[
                encoding.as_bytes(),
                settings.primary_key_field.as_bytes(),
                settings.packer.as_bytes(),
                &flags,
            ]),
            key: key_of(&settings.secret),
            fallbacks: settings.fallbacks.iter().map(key_of).collect(),
        }
    }

    /// Whether settings with this fingerprint may take the place of settings with `earlier`.
    ///
    /// # Errors
    ///
    /// The way in which tokens are read has changed, but tokens that were made under the earlier key are
    /// still accepted.
    pub fn follows(&self, earlier: &Self) -> Result<(), FingerprintError> {
        let is_accepted = self.key == earlier.key || self.fallbacks.contains(&earlier.key);
        if self.shape == earlier.shape || !is_accepted {
            Ok(())
        } else {
            Err(FingerprintError::Changed)
        }
    }
}

/// Fallbacks do not count: they are not kept.
impl PartialEq for Fingerprint {
    fn eq(&self, other: &Self) -> bool {
        (self.shape, self.key) == (other.shape, other.key)
    }
}

impl Eq for Fingerprint {}

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
            fallbacks: Vec::new(),
        })
    }
}

/// Why a fingerprint was refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FingerprintError {
    /// Tokens would be read in another way under the same key.
    #[error(
        "the settings of tokens have changed under the same key, so that a token could be read as another account's: set a new key, too, and do not accept the old one any longer"
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
            (
                django().with_private_invalidate_on_password_change(false),
                "i64",
            ),
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

    #[test]
    fn a_new_key_is_no_change_and_no_excuse_for_one_while_the_old_one_is_a_fallback() {
        let kept = Fingerprint::new(&Settings::django("old"), "i64");
        let rotated = || Settings::django("new").with_fallback("old");
        assert_eq!(Fingerprint::new(&rotated(), "i64").follows(&kept), Ok(()));
        let changed = Fingerprint::new(&rotated(), "i32");
        assert_eq!(changed.follows(&kept), Err(FingerprintError::Changed));
        let alone = Fingerprint::new(&Settings::django("new"), "i32");
        assert_eq!(alone.follows(&kept), Ok(()));
    }
}
