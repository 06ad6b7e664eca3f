//! Known vulnerabilities of the dependencies, as far as their list can be had.

use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::tools;

/// How long the download of the list may take.
const PATIENCE: Duration = Duration::from_mins(1);

const NOT_CHECKED: &str = "ADVISORIES NOT CHECKED: their database could not be fetched, so a dependency may have a \
    known vulnerability";

/// Fails on a dependency with an advisory, but not when there is no way to the list of them.
pub(crate) fn check() -> Result<Option<String>, Failure> {
    tools::DENY.ensure()?;
    if !fetched()? {
        println!("\n{NOT_CHECKED}\n");
        return Ok(Some(NOT_CHECKED.to_owned()));
    }
    CommandLine::new("cargo deny --locked check --disable-fetch advisories").run()?;
    Ok(None)
}

/// Brings the list up to date, without waiting for ever behind a wall that drops packets.
fn fetched() -> Result<bool, Failure> {
    let command = CommandLine::new("cargo deny fetch db").with_variable("GIT_TERMINAL_PROMPT", "0");
    println!("{command}");
    let lost = |error| Failure::new(format!("lost sight of `{command}`: {error}"));
    let mut child = command.start(Stdio::inherit())?;
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait().map_err(lost)? {
            return Ok(status.success());
        }
        thread::sleep(Duration::from_millis(50));
    }
    child.kill().and_then(|()| child.wait()).map_err(lost)?;
    Ok(false)
}
