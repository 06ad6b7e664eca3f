//! How long ago a token was made.

use std::time::Duration;

#[cfg(feature = "v1")]
use crate::clock::Timestamp;
use crate::clock::micros;

/// How long ago a token was made: microseconds, negative if that is still to come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Age(i64);

impl Age {
    pub(super) fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000))
    }

    #[cfg(feature = "v1")]
    pub(super) fn between(made: Timestamp, now: Timestamp) -> Self {
        Self(now.unix_micros().saturating_sub(made.unix_micros()))
    }

    /// Whether it is `limit` or more, as v2 and v3 count.
    pub(super) fn reaches(self, limit: Duration) -> bool {
        self.0 >= micros(limit)
    }

    /// Whether it is more than `limit`, as v1 counts.
    #[cfg(feature = "v1")]
    pub(super) fn exceeds(self, limit: Duration) -> bool {
        self.0 > micros(limit)
    }

    /// Whether the token will be made more than `skew` from now.
    pub(super) fn is_before(self, skew: Duration) -> bool {
        self.0 < -micros(skew)
    }
}
