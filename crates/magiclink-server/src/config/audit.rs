//! `[audit]`: the audit log.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::config::{check::Refused, span};

/// The audit log.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Audit {
    /// How long entries are kept.
    #[serde(with = "span")]
    pub(crate) keep: Duration,
}

impl Default for Audit {
    fn default() -> Self {
        Self {
            keep: Duration::from_hours(180 * 24),
        }
    }
}

impl Audit {
    /// Refuses a time in which nobody could look.
    pub(super) fn check(&self) -> Result<(), Refused> {
        if self.keep < Duration::from_hours(24) {
            let text = "1d is the least: nobody could look in time";
            return Err(("audit.keep", text.to_owned()));
        }
        Ok(())
    }
}
