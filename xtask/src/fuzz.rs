//! Broken tokens for the decoder, for a few seconds.

use std::num::NonZeroU32;

use crate::command_line::CommandLine;
use crate::failure::Failure;

/// Runs the fuzz target for so many seconds.
pub(crate) fn run(seconds: NonZeroU32) -> Result<(), Failure> {
    let command =
        CommandLine::new("cargo run --release --locked --manifest-path fuzz/Cargo.toml --")
            .with_argument(format!("-max_total_time={seconds}"));
    println!("{command}");
    command.run()
}
