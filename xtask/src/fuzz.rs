//! Broken tokens for the decoder, for some seconds.

use std::fs;
use std::num::NonZeroU32;

use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::system_packages;

/// Long enough to fall over a coarse mistake, short enough to wait for.
pub(crate) const SECONDS: NonZeroU32 = NonZeroU32::new(10).expect("ten is not zero");

/// Runs the fuzz target for so many seconds, or until an input breaks a promise.
pub(crate) fn run(seconds: NonZeroU32) -> Result<(), Failure> {
    system_packages::ensure()?;
    // The fuzzer writes into these folders, but does not make them.
    for folder in [CORPUS, ARTIFACTS] {
        fs::create_dir_all(folder)
            .map_err(|error| Failure::new(format!("cannot make {folder}: {error}")))?;
    }
    command(seconds).run()
}

/// Lints the fuzz target: it is a workspace of its own, which the other lints do not reach.
pub(crate) fn lint() -> Result<(), Failure> {
    CommandLine::new(
        "cargo clippy --config fuzz/coverage.toml --release --locked \
        --manifest-path fuzz/Cargo.toml -- -D warnings",
    )
    .run()
}

fn command(seconds: NonZeroU32) -> CommandLine {
    CommandLine::new(&format!(
        "cargo --config fuzz/coverage.toml run --release --locked \
        --manifest-path fuzz/Cargo.toml --bin decode -- {CORPUS} fuzz/seeds/decode \
        -max_len=1024 -timeout=5 -rss_limit_mb=1024 -verbosity=0 -print_final_stats=1 \
        -max_total_time={seconds} -artifact_prefix={ARTIFACTS}"
    ))
}

/// What the fuzzer found worth keeping, from one run to the next.
const CORPUS: &str = "fuzz/corpus/decode";

/// The inputs that broke a promise.
const ARTIFACTS: &str = "fuzz/artifacts/";
