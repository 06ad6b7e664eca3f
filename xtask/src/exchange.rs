//! Tokens made by django-sesame and accepted here, and the other way round.

use std::num::NonZeroU32;

use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::system_packages;

/// Runs the exchange alone and shows what it prints.
pub(crate) fn run(count: Option<NonZeroU32>) -> Result<(), Failure> {
    system_packages::ensure()?;
    let command = CommandLine::new(
        "cargo test --package magiclink --all-features --test django --locked -- --nocapture",
    );
    with_count(command, count).run()
}

/// Tells the test how many tokens to exchange; without a count it does as many as it wants.
pub(crate) fn with_count(command: CommandLine, count: Option<NonZeroU32>) -> CommandLine {
    match count {
        Some(count) => command.with_variable("MAGICLINK_EXCHANGES", count.to_string()),
        None => command,
    }
}
