//! The tests, with a count of what was run: a check that ran no test has not passed.

use std::io::{BufRead, BufReader, Read};
use std::num::NonZeroU32;

use crate::command_line::CommandLine;
use crate::exchange;
use crate::failure::Failure;
use crate::step::Outcome;

/// Runs every test of the workspace, those in the documentation too.
pub(crate) fn run(exchanges: Option<NonZeroU32>) -> Result<Outcome, Failure> {
    let command = CommandLine::new("cargo test --workspace --all-features --locked");
    let command = exchange::with_count(command, exchanges);
    let mut child = command.start()?;
    let passed = child.stdout.take().map_or(0, show_and_count);
    let status = child
        .wait()
        .map_err(|error| Failure::new(format!("lost sight of the tests: {error}")))?;
    command.judge(status)?;
    if passed == 0 {
        return Err(Failure::new("not one test was run").with_command(&command));
    }
    Ok(Outcome::PassedWith(format!("{passed} passed, 0 failed")))
}

/// Passes every line on and adds up the tests that passed.
fn show_and_count(output: impl Read) -> u64 {
    let lines = BufReader::new(output).split(b'\n');
    lines
        .map_while(Result::ok)
        .map(|line| {
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            passed(&line).unwrap_or(0)
        })
        .sum()
}

/// Reads the number from `test result: ok. 12 passed; 0 failed; …`.
fn passed(line: &str) -> Option<u64> {
    let (before, _) = line.strip_prefix("test result: ")?.split_once(" passed;")?;
    before.split(' ').next_back()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_results_of_all_test_programs_are_added_up() {
        let output = "running 2 tests\ntest a ... ok\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
            Doc-tests\n\
            test result: ok. 40 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(show_and_count(output.as_bytes()), 42);
    }

    #[test]
    fn a_line_that_only_looks_like_a_result_counts_nothing() {
        for line in ["", "12 passed; 0 failed", "test result: ok. no passed; "] {
            assert_eq!(passed(line), None, "{line}");
        }
    }
}
