//! The subcommands of cargo that the check needs, installed when they are missing or too old.

use std::time::Instant;

use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::report::in_words;
use crate::version::Version;

/// Checks features one by one.
pub(crate) const HACK: Tool = Tool {
    name: "hack",
    oldest: "0.6.46",
};

/// Checks licences, origins and advisories of dependencies.
pub(crate) const DENY: Tool = Tool {
    name: "deny",
    oldest: "0.20.2",
};

/// A subcommand of cargo.
#[derive(Debug)]
pub(crate) struct Tool {
    name: &'static str,
    /// The version that is installed; a newer one that is there already is kept.
    oldest: &'static str,
}

impl Tool {
    /// Installs the tool unless it is there.
    pub(crate) fn ensure(&self) -> Result<(), Failure> {
        if self.is_there() {
            return Ok(());
        }
        let start = Instant::now();
        self.installation().run()?;
        println!("installed in {}", in_words(start.elapsed()));
        if self.is_there() {
            return Ok(());
        }
        let message = format!(
            "cargo-{} was installed, but `cargo` finds another",
            self.name
        );
        Err(Failure::new(message).with_command(&self.version()))
    }

    fn is_there(&self) -> bool {
        let version = self.version();
        // Asked first, because a missing subcommand makes cargo print an error.
        version.succeeds()
            && version
                .printed()
                .is_ok_and(|printed| Version::find(&printed.output) >= Version::find(self.oldest))
    }

    fn version(&self) -> CommandLine {
        CommandLine::new("cargo")
            .with_argument(self.name)
            .with_argument("--version")
    }

    /// The tools run for a second: it is their compilation that must be quick.
    fn installation(&self) -> CommandLine {
        CommandLine::new("cargo install --locked")
            .with_argument(format!("cargo-{}@{}", self.name, self.oldest))
            .with_variable("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .with_variable("CARGO_PROFILE_RELEASE_LTO", "off")
            .with_variable("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
    }
}
