//! Servers under load, side by side in one run: `cargo xtask load`.

mod application;
mod bookings;
mod browser;
mod contest;
mod deed;
mod django;
mod growth;
mod http;
mod login;
mod magiclink;
mod median;
mod memory;
mod server;
mod sink;
mod size;
mod wrk;

use std::env;
use std::fs;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::system_packages;

/// What is put under load.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Subject {
    /// The private links of `examples/bookings`, beside plain axum and Django.
    Bookings,
    /// Login by email, beside Django.
    Login,
    /// Logins with few accounts beside logins with many.
    Growth {
        /// With fewer, to try it out.
        is_short: bool,
    },
    /// The size of the program and of its processes, and how soon it answers.
    Size,
}

/// How long it is put under load.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Effort {
    /// How often every server has its turn.
    pub(crate) rounds: NonZeroU32,
    /// How many seconds a turn takes.
    pub(crate) seconds: NonZeroU32,
}

impl Default for Effort {
    fn default() -> Self {
        let number = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        Self {
            rounds: number(9),
            seconds: number(2),
        }
    }
}

/// Builds the servers, puts them under load in turn, and prints what they did.
pub(crate) fn run(subject: Subject, effort: Effort) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return Err(Failure::new(
            "the processor time of servers is read on Linux only",
        ));
    }
    system_packages::ensure_for_load()?;
    match subject {
        Subject::Bookings => bookings::run(effort),
        Subject::Login => login::run(effort),
        Subject::Growth { is_short } => growth::run(effort, is_short),
        Subject::Size => size::run(effort),
    }
}

/// Builds the program, and what puts it under load.
fn build() -> Result<(), Failure> {
    CommandLine::new("cargo build --release --locked --package magiclink-server --bin=magiclink")
        .run()?;
    CommandLine::new("cargo build --release --locked --package magiclink-benches")
        .with_argument("--bin=load_data")
        .with_argument("--bin=mail_sink")
        .run()
}

/// Where the servers have their files.
pub(crate) fn folder() -> Result<PathBuf, Failure> {
    let failed = |error| Failure::new(format!("cannot make a folder: {error}"));
    let folder = target().join("load");
    fs::create_dir_all(&folder).map_err(failed)?;
    std::path::absolute(folder).map_err(failed)
}

/// A program of the release build.
pub(crate) fn program(name: &str) -> CommandLine {
    let path = target().join("release").join(name);
    CommandLine::of_program(path.display().to_string())
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| Path::new("target").to_owned(), PathBuf::from)
}
