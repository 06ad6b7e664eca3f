//! Why the program ends before its work is done.

use std::{error::Error, fmt, process::ExitCode};

use magiclink::{login::LoginError, store::StoreError};

use crate::config::ConfigError;

/// Why the program ends before its work is done: one sentence that says what to do.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What was asked for cannot be done: exit code 1.
    Refused(String),
    /// The command line or the configuration is wrong: exit code 2.
    Usage(String),
}

impl Failure {
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Refused(_) => ExitCode::from(1),
            Self::Usage(_) => ExitCode::from(2),
        }
    }

    /// Says what was being done, and each cause.
    pub(crate) fn doing(what: &str, error: &(dyn Error + 'static)) -> Self {
        Self::Refused(format!("{what}: {}", Self::chain(error)))
    }

    /// What an error says, and each cause.
    pub(crate) fn chain(error: &(dyn Error + 'static)) -> String {
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            let said = error.to_string();
            // Some say what their cause says.
            if !text.ends_with(&said) {
                text = format!("{text}: {said}");
            }
            cause = error.source();
        }
        text
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(text) | Self::Usage(text) => formatter.write_str(text),
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Usage(error.to_string())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::doing("the database failed", &error)
    }
}

impl From<LoginError> for Failure {
    fn from(error: LoginError) -> Self {
        Self::doing("the link could not be made", &error)
    }
}
