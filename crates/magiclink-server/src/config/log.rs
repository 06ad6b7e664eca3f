//! `[log]`: what is written to standard error.

use serde::{Deserialize, Serialize};
use tracing::level_filters::LevelFilter;

/// What is written to standard error.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Log {
    /// How a line looks.
    pub(crate) format: LogFormat,
    /// What is worth a line: `error`, `warn`, `info`, `debug` or `trace`, also for parts
    /// (`info,magiclink_axum=debug`).
    pub(crate) level: String,
}

impl Default for Log {
    fn default() -> Self {
        Self {
            format: LogFormat::Text,
            level: "info".to_owned(),
        }
    }
}

impl Log {
    /// Refuses a word that is no level; tracing would take it for the name of a part.
    pub(super) fn check(&self) -> Result<(), String> {
        for part in self.level.split(',') {
            let level = part
                .rsplit_once('=')
                .map_or(part, |(_, level)| level)
                .trim();
            if level.parse::<LevelFilter>().is_err() {
                return Err(format!(
                    "`{level}` is not a level: write error, warn, info, debug or trace"
                ));
            }
        }
        Ok(())
    }
}

/// How a line of the log looks.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// For machines: one object a line.
    Json,
}
