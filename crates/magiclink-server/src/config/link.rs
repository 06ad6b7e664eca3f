//! `[link]`: private links.

use std::time::Duration;

use magiclink::{
    link::Policy,
    settings::{LONGEST_PRIVATE_MAX_AGE, PRIVATE_MAX_AGE},
};
use serde::{Deserialize, Serialize};

use crate::config::span;

/// What private links may be.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Link {
    /// How long a link is good for if nobody says otherwise.
    #[serde(with = "span")]
    pub(crate) default_age: Duration,
    /// How long a link can be good for at most.
    #[serde(with = "span")]
    pub(crate) max_age: Duration,
    /// Whether each link needs a passphrase.
    pub(crate) passphrase_required: bool,
}

impl Default for Link {
    fn default() -> Self {
        Self {
            default_age: PRIVATE_MAX_AGE,
            max_age: LONGEST_PRIVATE_MAX_AGE,
            passphrase_required: false,
        }
    }
}

impl From<&Link> for Policy {
    fn from(link: &Link) -> Self {
        Self {
            default_max_age: link.default_age,
            longest_max_age: link.max_age,
            needs_passphrase: link.passphrase_required,
        }
    }
}

/// Checks the ages; an error comes with the setting that it is about.
pub(super) fn check(link: &Link) -> Result<(), (&'static str, String)> {
    if link.max_age > LONGEST_PRIVATE_MAX_AGE {
        let text = "400d is the most: nobody remembers a link for longer";
        return Err(("link.max_age", text.to_owned()));
    }
    if link.default_age > link.max_age && link.default_age == PRIVATE_MAX_AGE {
        let text = "default_age, which is 7d, is longer: set a shorter one, too";
        return Err(("link.max_age", text.to_owned()));
    }
    if link.default_age > link.max_age {
        let text = "it is longer than max_age allows";
        return Err(("link.default_age", text.to_owned()));
    }
    if link.default_age < Duration::from_mins(1) {
        let text = "1m is the least: nobody could open the link in time";
        return Err(("link.default_age", text.to_owned()));
    }
    Ok(())
}
