//! `[session]`: how long people stay logged in.

use std::time::Duration;

use magiclink::session::SessionAges;
use serde::{Deserialize, Serialize};

use crate::config::{check::Refused, span};

/// How long people stay logged in.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Session {
    /// How long without a visit.
    #[serde(with = "span")]
    pub(crate) idle: Duration,
    /// How old a session is when a visit renews it.
    #[serde(with = "span")]
    pub(crate) renewal: Duration,
    /// How long at most.
    #[serde(with = "span")]
    pub(crate) longest: Duration,
}

impl Default for Session {
    fn default() -> Self {
        let SessionAges {
            idle,
            renewal,
            longest,
        } = SessionAges::default();
        Self {
            idle,
            renewal,
            longest,
        }
    }
}

impl Session {
    /// Refuses ages that end each session at once, or that have no effect.
    pub(super) fn check(&self) -> Result<(), Refused> {
        let refused = |setting, text: &str| Err((setting, text.to_owned()));
        if self.idle < Duration::from_mins(1) {
            return refused("session.idle", "1m is the least");
        }
        if self.renewal >= self.idle {
            return refused("session.renewal", "it must be less than session.idle");
        }
        if self.idle > self.longest {
            return refused("session.idle", "it must not be more than session.longest");
        }
        Ok(())
    }
}

impl From<&Session> for SessionAges {
    fn from(session: &Session) -> Self {
        let Session {
            idle,
            renewal,
            longest,
        } = *session;
        Self {
            idle,
            renewal,
            longest,
        }
    }
}
