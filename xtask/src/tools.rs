//! The programs from cargo's registry that the check needs, installed when they are missing or too old.

use std::time::Instant;

use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::report::in_words;
use crate::version::Version;

/// Checks features one by one.
pub(crate) const HACK: Tool = Tool {
    name: "cargo-hack",
    oldest: "0.6.46",
    version: "cargo hack --version",
    features: None,
};

/// Checks licences, origins and advisories of dependencies.
pub(crate) const DENY: Tool = Tool {
    name: "cargo-deny",
    oldest: "0.20.2",
    version: "cargo deny --version",
    features: None,
};

/// Makes the book of its pages. Without what serves and watches them, it compiles in a minute.
pub(crate) const MDBOOK: Tool = Tool {
    name: "mdbook",
    oldest: "0.5.4",
    version: "mdbook --version",
    features: Some("search"),
};

/// A program, most of them subcommands of cargo.
#[derive(Debug)]
pub(crate) struct Tool {
    name: &'static str,
    /// The version that is installed; a newer one that is there already is kept.
    oldest: &'static str,
    /// The command that prints its version.
    version: &'static str,
    /// Its features, if not those that it has by default.
    features: Option<&'static str>,
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
        let message = format!("{} was installed, but another is found first", self.name);
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
        CommandLine::new(self.version)
    }

    /// The tools run for a second: it is their compilation that must be quick.
    fn installation(&self) -> CommandLine {
        let command = CommandLine::new("cargo install --locked")
            .with_argument(format!("{}@{}", self.name, self.oldest))
            .with_variable("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .with_variable("CARGO_PROFILE_RELEASE_LTO", "off")
            .with_variable("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        match self.features {
            None => command,
            Some(features) => command
                .with_argument("--no-default-features")
                .with_argument(format!("--features={features}")),
        }
    }
}
