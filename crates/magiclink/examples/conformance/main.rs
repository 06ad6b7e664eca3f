//! Runs files of known answers against this library: does it make the same tokens as django-sesame,
//! accept the same, and refuse for the same reasons; which addresses and pages does it accept?
//!
//! ```text
//! cargo run --release -p magiclink --example conformance -- FILE...
//! ```
//!
//! A file is JSON (`testdata/seed-1.json`, made by the real django-sesame) or tab-separated
//! (`testdata/tokens.tsv`, `testdata/emails.tsv`, `testdata/redirects.tsv`). Each difference is a line;
//! the last line is `checks N differences M`. Exits with 1 if M is not 0, with 2 if a file cannot be
//! read.

mod case;
mod corpus;
mod emails;
mod key;
mod made_at;
mod reason;
mod redirects;
mod row;
mod vectors;

use std::{error::Error, fs, process::ExitCode};

fn main() -> ExitCode {
    let mut tally = Tally::default();
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("usage: conformance FILE...");
        return ExitCode::from(2);
    }
    for file in &files {
        if let Err(error) = run(file, &mut tally) {
            eprintln!("{file}: {error}");
            return ExitCode::from(2);
        }
    }
    println!("checks {} differences {}", tally.checks, tally.differences);
    ExitCode::from(u8::from(tally.differences > 0))
}

fn run(file: &str, tally: &mut Tally) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(file)?;
    if text.trim_start().starts_with('{') {
        vectors::run(&text, tally)
    } else if text.starts_with("id\tlabel\tconfig_json\t") {
        corpus::run(&text, tally)
    } else if text.starts_with("id\tvalue_json\texpected\tcanonical\t") {
        emails::run(&text, tally)
    } else if text.starts_with("id\tvalue_json\texpected\twhy\tbrowser_origin") {
        redirects::run(&text, tally)
    } else {
        Err("neither vectors nor a corpus".into())
    }
}

/// How many comparisons were made, and how many did not agree.
#[derive(Debug, Default)]
struct Tally {
    checks: u64,
    differences: u64,
}

impl Tally {
    /// Compares one answer with the one expected; `place` says where it stands.
    fn compare<T: PartialEq + std::fmt::Debug>(&mut self, place: &str, expected: &T, found: &T) {
        self.checks += 1;
        if expected != found {
            self.differences += 1;
            println!("{place}: expected {expected:?}, found {found:?}");
        }
    }
}
