//! The program under faults: builds it and hands over to `faults/`.

use std::env;
use std::path::{Path, PathBuf};

use crate::command_line::CommandLine;
use crate::failure::Failure;

/// Runs faults, as these words say. The short form is that of the check.
pub(crate) fn run(words: &[String]) -> Result<(), Failure> {
    let profile = if words.iter().any(|word| word == SHORT) {
        CommandLine::new(TESTED).run()?;
        "debug"
    } else {
        CommandLine::new(RELEASED).run()?;
        CommandLine::new(HARNESS).run()?;
        "release"
    };
    let path = |profile: &str, name: &str| {
        let path = target().join(profile).join(name);
        path.to_string_lossy().into_owned()
    };
    let command = CommandLine::of_program(path("debug", "magiclink-faults"))
        .with_argument("--program")
        .with_argument(path(profile, "magiclink"));
    let with_word = |command: CommandLine, word: &String| command.with_argument(word);
    words.iter().fold(command, with_word).run()
}

/// Runs a few rounds of each fault.
pub(crate) fn run_short() -> Result<(), Failure> {
    run(&[SHORT.to_owned()])
}

const SHORT: &str = "--short";

/// What the tests have built already, so that this compiles nothing twice.
const TESTED: &str = "cargo test --workspace --all-features --locked --no-run --quiet";

const RELEASED: &str = "cargo build --release --locked --package magiclink-server";

/// What only asks and counts need not be fast.
const HARNESS: &str = "cargo build --locked --package magiclink-faults";

fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| Path::new("target").to_owned(), PathBuf::from)
}
