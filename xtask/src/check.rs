//! Everything that must pass before a change is taken, in an order that fails fast.

use std::num::NonZeroU32;
use std::time::Instant;

use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::report::{Report, in_words};
use crate::step::{Outcome, Step};
use crate::{advisories, book, faults, fuzz, instructions, system_packages, test_run, tools};

/// Runs the steps up to the first that fails, and prints the summary.
pub(crate) fn run(exchanges: Option<NonZeroU32>) -> Result<(), Failure> {
    let mut report = Report::default();
    let steps = steps(exchanges);
    let count = steps.len();
    for (number, step) in steps.into_iter().enumerate() {
        let title = step.title;
        println!("\n=== {title} (step {} of {count})", number + 1);
        let start = Instant::now();
        let result = step.run();
        let time = start.elapsed();
        match result {
            Ok(outcome) => {
                println!("=== {title}: done in {}", in_words(time));
                report.add(title, time, outcome);
            }
            Err(failure) => {
                report.add_failed(title, time);
                println!("\n{report}");
                return Err(failure.in_step(title));
            }
        }
    }
    println!("\n{report}");
    Ok(())
}

fn steps(exchanges: Option<NonZeroU32>) -> Vec<Step> {
    vec![
        Step::work("system packages", packages),
        Step::work("format", format),
        Step::work("lock files", lock_files),
        Step::command("lints", CommandLine::new(LINTS)),
        Step::command("documentation", documentation()),
        Step::work("tests", move || test_run::run(exchanges)),
        Step::work("faults", || faults::run_short().map(|()| Outcome::Passed)),
        Step::work("book", || book::build().map(Outcome::PassedWith)),
        Step::command("conformance", CommandLine::new(CONFORMANCE)),
        Step::work("each feature", each_feature),
        Step::work("instructions", instructions::run),
        Step::work("fuzz", broken_texts),
        Step::work("dependencies", dependencies),
        Step::work("advisories", advisories::check),
    ]
}

/// Before all else, because it may be for somebody else to install them.
fn packages() -> Result<Outcome, Failure> {
    system_packages::ensure()?;
    Ok(Outcome::Passed)
}

fn format() -> Result<Outcome, Failure> {
    CommandLine::new("cargo fmt --all --check").run()?;
    CommandLine::new("cargo fmt --manifest-path fuzz/Cargo.toml --check").run()?;
    Ok(Outcome::Passed)
}

/// Both workspaces have one, and a new dependency of the library changes both.
fn lock_files() -> Result<Outcome, Failure> {
    CommandLine::new("cargo fetch --locked").run()?;
    CommandLine::new("cargo fetch --locked --manifest-path fuzz/Cargo.toml").run()?;
    Ok(Outcome::Passed)
}

const LINTS: &str = "cargo clippy --workspace --all-targets --all-features --locked -- -D warnings";

/// Runs recorded answers, most of them given by django-sesame, through the public interface.
const CONFORMANCE: &str = "cargo run --release --package magiclink --all-features --locked \
    --example conformance -- \
    crates/magiclink/testdata/seed-1.json crates/magiclink/testdata/tokens.tsv \
    crates/magiclink/testdata/emails.tsv crates/magiclink/testdata/redirects.tsv";

fn documentation() -> CommandLine {
    CommandLine::new("cargo doc --workspace --no-deps --all-features --locked")
        .with_variable("RUSTDOCFLAGS", "-D warnings")
}

/// Builds every package with each of its features alone, and with none.
fn each_feature() -> Result<Outcome, Failure> {
    tools::HACK.ensure()?;
    // Not with --no-dev-deps: it rewrites the manifests while it runs, which --locked refuses, and
    // resolver 3 keeps the features of development dependencies out of this build anyway.
    CommandLine::new("cargo hack clippy --workspace --each-feature --locked -- -D warnings")
        .run()?;
    Ok(Outcome::Passed)
}

fn broken_texts() -> Result<Outcome, Failure> {
    let done = fuzz::run(fuzz::SECONDS)?;
    // After the run, whose build of the fuzzer it takes over.
    fuzz::lint()?;
    Ok(Outcome::PassedWith(done))
}

/// Looks at the licences and the origin of every dependency; `deny.toml` says what is allowed.
fn dependencies() -> Result<Outcome, Failure> {
    tools::DENY.ensure()?;
    CommandLine::new("cargo deny --locked check licenses bans sources").run()?;
    Ok(Outcome::Passed)
}
