//! Settings that have been checked, with the keys made from them.

use std::time::Duration;

#[cfg(feature = "v1")]
use crate::token::v1;
use crate::{
    mac::MacKey,
    rejection::Rejection,
    scope::Purpose,
    settings::{Bindings, Danger, Settings, SettingsError},
    token::{age::Age, keyring::Keyring, v2, v3},
    version::Version,
};

/// A token may be made this much later than now: clocks differ.
const CLOCK_SKEW: Duration = Duration::from_mins(1);

/// Settings that have been checked, with the keys made from them.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) settings: Settings,
    #[cfg(feature = "v1")]
    pub(super) v1_keys: Keyring<v1::Key>,
    pub(super) v2_keys: Keyring<MacKey>,
    pub(super) v3_keys: Keyring<v3::Key>,
}

impl Config {
    pub(crate) fn new(settings: Settings) -> Result<Self, SettingsError> {
        settings.check()?;
        let (secret, fallbacks) = (&settings.secret, &settings.fallbacks);
        Ok(Self {
            #[cfg(feature = "v1")]
            v1_keys: Keyring::new(secret, fallbacks, |secret| v1::Key::new(&settings, secret)),
            v2_keys: Keyring::new(secret, fallbacks, |secret| v2::key(&settings, secret)),
            v3_keys: Keyring::new(secret, fallbacks, |secret| v3::Key::new(&settings, secret)),
            settings,
        })
    }

    pub(crate) fn version(&self) -> Version {
        self.settings.version
    }

    pub(super) fn accepts(&self, version: Version) -> bool {
        self.settings.accepted.contains(&version)
    }

    pub(super) fn allows(&self, danger: Danger) -> bool {
        self.settings.dangers.contains(danger)
    }

    pub(super) fn bindings(&self, purpose: Purpose) -> Bindings {
        self.settings.bindings(purpose)
    }

    /// Whether v1 and v2 tokens carry when they were made.
    pub(super) fn carries_time(&self) -> bool {
        self.settings.max_age.is_some()
    }

    /// Refuses a token that was made later than now, but for the difference of clocks.
    pub(super) fn check_not_future(&self, age: Age) -> Result<(), Rejection> {
        if age.is_before(CLOCK_SKEW) && !self.allows(Danger::FutureTokens) {
            return Err(Rejection::FromTheFuture);
        }
        Ok(())
    }
}
