//! Known vulnerabilities of the dependencies, as far as their database can be had.

use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::step::Outcome;
use crate::tools;

/// Fails on a dependency with an advisory, but not when there is no way to the database of them.
pub(crate) fn check() -> Result<Outcome, Failure> {
    tools::DENY.ensure()?;
    if fetch().run().is_err() {
        println!("\nADVISORIES NOT CHECKED: {NO_DATABASE}\n");
        return Ok(Outcome::NotChecked(NO_DATABASE.to_owned()));
    }
    CommandLine::new("cargo deny --frozen check advisories").run()?;
    Ok(Outcome::Passed)
}

const NO_DATABASE: &str = "the database could not be fetched";

/// Brings the database up to date, without waiting for ever behind a wall that drops packets.
fn fetch() -> CommandLine {
    // `timeout` ends git too, which cargo-deny starts; macOS does not have it.
    let patience = CommandLine::new("timeout --version").succeeds();
    let command = if patience {
        CommandLine::new("timeout 60 cargo deny fetch db")
    } else {
        CommandLine::new("cargo deny fetch db")
    };
    command.with_variable("GIT_TERMINAL_PROMPT", "0")
}
