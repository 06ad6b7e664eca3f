//! What a token is made or checked for, and what a token says of itself.

use std::time::Duration;

#[cfg(feature = "v1")]
use crate::token::v1;
use crate::{
    clock::Timestamp,
    scope::{Purpose, Scope},
    token::{TokenId, Version, v2, v3},
};

/// 2020-01-01T00:00:00Z in seconds since 1970: the times in v2 and v3 tokens are counted from it.
pub(super) const EPOCH: i64 = 1_577_836_800;

/// What a token is made or checked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms<'s> {
    pub(crate) scope: &'s str,
    pub(crate) namespace: Option<&'s str>,
    pub(crate) purpose: Purpose,
    /// In place of the settings' maximum age.
    pub(crate) max_age: Option<Duration>,
    pub(crate) now: Timestamp,
    /// In place of a random identifier.
    pub(crate) id: Option<TokenId>,
}

impl<'s> Terms<'s> {
    pub(crate) fn new<S: Scope>(scope: &'s S, now: Timestamp) -> Self {
        Self {
            scope: scope.text(),
            namespace: scope.namespace(),
            purpose: S::PURPOSE,
            max_age: None,
            now,
            id: None,
        }
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
