//! Everything that must pass before a change is taken, in an order that fails fast.

use std::time::Instant;

use crate::arguments::CheckOptions;
use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::report::{Report, in_words};
use crate::step::Step;
use crate::{advisories, fuzz, instructions, system_packages, test_run, tools};

/// Runs the steps up to the first that fails, and prints the summary.
pub(crate) fn run(options: &CheckOptions) -> Result<(), Failure> {
    let mut report = Report::default();
    let steps = steps(options);
    let count = steps.len();
    for (number, step) in steps.into_iter().enumerate() {
        let title = step.title;
        println!("\n=== {title} (step {} of {count})", number + 1);
        let start = Instant::now();
        let result = step.run();
        let time = start.elapsed();
        match result {
            Ok(note) => {
                println!("=== {title}: passed in {}", in_words(time));
                report.passed(title, time, note);
            }
            Err(failure) => {
                report.failed(title, time);
                println!("\n{report}");
                return Err(failure.in_step(title));
            }
        }
    }
    println!("\n{report}");
    Ok(())
}

fn steps(options: &CheckOptions) -> Vec<Step> {
    let CheckOptions {
        exchanges,
        fuzz_seconds,
    } = *options;
    vec![
        Step::work("system packages", || {
            system_packages::ensure().map(|()| None)
        }),
        Step::command("format", CommandLine::new("cargo fmt --all --check")),
        Step::command("lints", CommandLine::new(LINTS)),
        Step::command("documentation", documentation()),
        Step::work("tests", move || test_run::run(exchanges)),
        Step::command("conformance", CommandLine::new(CONFORMANCE)),
        Step::work("each feature", each_feature),
        Step::work("instructions", || instructions::run().map(Some)),
        Step::work("fuzz", move || fuzz::run(fuzz_seconds).map(|()| None)),
        Step::work("dependencies", dependencies),
        Step::work("advisories", advisories::check),
    ]
}

const LINTS: &str = "cargo clippy --workspace --all-targets --all-features --locked -- -D warnings";

/// Replays tokens that django-sesame made, through the public interface.
const CONFORMANCE: &str = "cargo run --release --package magiclink --all-features --locked \
    --example conformance -- \
    crates/magiclink/testdata/seed-1.json crates/magiclink/testdata/tokens.tsv";

fn documentation() -> CommandLine {
    CommandLine::new("cargo doc --workspace --no-deps --all-features --locked")
        .with_variable("RUSTDOCFLAGS", "-D warnings")
}

/// Builds every package with each of its features alone, and with none.
fn each_feature() -> Result<Option<String>, Failure> {
    tools::HACK.ensure()?;
    // Not with --no-dev-deps: it rewrites the manifests while it runs, which --locked refuses, and
    // resolver 3 keeps the features of development dependencies out of this build anyway.
    CommandLine::new("cargo hack clippy --workspace --each-feature --locked -- -D warnings")
        .run()?;
    Ok(None)
}

/// Looks at the licences and the origin of every dependency; `deny.toml` says what is allowed.
fn dependencies() -> Result<Option<String>, Failure> {
    tools::DENY.ensure()?;
    CommandLine::new("cargo deny --locked check licenses bans sources").run()?;
    Ok(None)
}
