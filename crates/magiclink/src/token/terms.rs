//! What a token is made or checked for, and what a token says of itself.

use std::time::Duration;

#[cfg(feature = "v1")]
use crate::token::v1;
use crate::{
    body::Body,
    clock::Timestamp,
    scope::{Purpose, Scope},
    token::{Config, TokenId, v2, v3},
    version::Version,
};

/// 2020-01-01T00:00:00Z in seconds since 1970: the times in v2 and v3 tokens are counted from it.
pub(super) const EPOCH: i64 = 1_577_836_800;

/// What a token is made or checked for, and under which settings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms<'t> {
    pub(crate) config: &'t Config,
    pub(crate) scope: &'t str,
    pub(crate) namespace: Option<&'t str>,
    pub(crate) purpose: Purpose,
    /// In place of the settings' maximum age.
    pub(crate) max_age: Option<Duration>,
    pub(crate) now: Timestamp,
    /// In place of a random identifier.
    pub(crate) id: Option<TokenId>,
}

impl<'t> Terms<'t> {
    pub(crate) fn new<S: Scope>(config: &'t Config, scope: &'t S) -> Self {
        Self {
            config,
            scope: scope.text(),
            namespace: scope.namespace(),
            purpose: S::PURPOSE,
            max_age: None,
            now: config.settings.clock.now(),
            id: None,
        }
    }

    /// Whether the scope is one that the settings know and that tokens of this version can have.
    #[inline]
    pub(super) fn are_admitted(&self, version: Version) -> bool {
        // Only v3 tokens say what they are for: in another version a registered link would be a plain one.
        if self.purpose == Purpose::RegisteredLink && version != Version::V3 {
            return false;
        }
        let settings = &self.config.settings;
        match self.namespace {
            Some(name) => settings
                .namespaces
                .iter()
                .any(|known| known.as_str() == name),
            None => self.purpose == Purpose::Login || settings.free_text,
        }
    }

    /// The age at which a token is too old: the one asked for, or else the settings'.
    pub(super) fn max_age(&self) -> Option<Duration> {
        let settings = &self.config.settings;
        self.max_age.or(match self.purpose {
            Purpose::Login => settings.max_age,
            Purpose::PrivateLink | Purpose::RegisteredLink => {
                settings.private_max_age.or(settings.max_age)
            }
        })
    }
}

/// What a token says of itself. Its signature is still to be checked, all of it or a part.
#[derive(Clone, Debug)]
pub(crate) struct Claims<K> {
    pub(crate) key: K,
    /// Whether it is too old, if it is genuine.
    pub(crate) expired: bool,
    pub(crate) proof: Proof,
}

/// What is still needed of a token and of what it is checked for when the account is there.
#[derive(Clone, Debug)]
pub(crate) struct Evidence<'t> {
    pub(crate) body: Body,
    pub(crate) scope: &'t str,
    pub(crate) purpose: Purpose,
}

/// What is left to be compared with the account.
#[derive(Clone, Debug)]
pub(crate) enum Proof {
    #[cfg(feature = "v1")]
    V1(v1::Proof),
    V2(v2::Proof),
    V3(v3::Proof),
}

impl<K> Claims<K> {
    pub(crate) fn version(&self) -> Version {
        match self.proof {
            #[cfg(feature = "v1")]
            Proof::V1(_) => Version::V1,
            Proof::V2(_) => Version::V2,
            Proof::V3(_) => Version::V3,
        }
    }

    pub(crate) fn id(&self) -> Option<TokenId> {
        match &self.proof {
            #[cfg(feature = "v1")]
            Proof::V1(_) => None,
            Proof::V2(_) => None,
            Proof::V3(proof) => Some(proof.id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        scope::{Namespace, Registered},
        settings::Settings,
    };

    #[test]
    fn only_v3_tokens_are_for_registered_links() {
        const BOOKING: Namespace = Namespace::from_static("booking");

        let settings = Settings::django("kLd8-2vWq_fR5tYp0sXz7uBn4mHj9cGa").with_namespace(BOOKING);
        let config = Config::new(settings).unwrap();
        let private = BOOKING.scope(7);
        let registered = Registered::new(&private);
        for (version, is_admitted) in [
            #[cfg(feature = "v1")]
            (Version::V1, false),
            (Version::V2, false),
            (Version::V3, true),
        ] {
            let terms = Terms::new(&config, &registered);
            assert_eq!(terms.are_admitted(version), is_admitted, "{version:?}");
            assert!(Terms::new(&config, &private).are_admitted(version));
        }
    }
}
