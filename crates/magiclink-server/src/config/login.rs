//! `[login]`: login links.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::config::span;

/// Login links.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Login {
    /// How long a link is good for; more than 24 hours is refused.
    #[serde(with = "span")]
    pub(crate) max_age: Duration,
    /// When a link asks for a click on a button before it logs in.
    pub(crate) confirm: Confirm,
    /// Where to go after a login that did not begin at a page: a local path.
    pub(crate) redirect_to: String,
}

impl Default for Login {
    fn default() -> Self {
        Self {
            max_age: magiclink::settings::LOGIN_MAX_AGE,
            confirm: Confirm::OtherBrowser,
            redirect_to: "/account/".to_owned(),
        }
    }
}

/// When a link asks for a click on a button before it logs in.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Confirm {
    /// Each time.
    Always,
    /// In any browser but the one that asked for the link.
    OtherBrowser,
    /// Never: a mail scanner that opens links can then use them up.
    Never,
}

impl From<Confirm> for magiclink_axum::Confirm {
    fn from(confirm: Confirm) -> Self {
        match confirm {
            Confirm::Always => Self::Always,
            Confirm::OtherBrowser => Self::OtherBrowser,
            Confirm::Never => Self::Never,
        }
    }
}
