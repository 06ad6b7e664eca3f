//! Why a command of the project did not succeed.

use std::fmt;

use crate::command_line::CommandLine;

/// What went wrong, and the command that shows it again.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    by_hand: Option<String>,
}

impl Failure {
    /// Something went wrong that no command would repeat.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            by_hand: None,
        }
    }

    /// Says which command shows the failure again.
    pub(crate) fn with_command(mut self, command: &CommandLine) -> Self {
        self.by_hand = Some(command.to_string());
        self
    }

    /// Says where it was found.
    pub(crate) fn at(mut self, place: &str) -> Self {
        self.message = format!("{place}: {}", self.message);
        self
    }

    /// Says in which step of the check it happened.
    pub(crate) fn in_step(mut self, title: &str) -> Self {
        self.message = format!("the step `{title}` failed: {}", self.message);
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.by_hand {
            Some(command) => write!(f, "\nto repeat it by hand:\n\n    {command}\n"),
            None => Ok(()),
        }
    }
}
