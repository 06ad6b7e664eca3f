//! Servers under load, side by side in one run: `cargo xtask load bookings`.

mod bookings;
mod contest;
mod django;
mod http;
mod median;
mod server;
mod wrk;

use std::num::NonZeroU32;

use crate::failure::Failure;
use crate::system_packages;

/// What is put under load.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Subject {
    /// The private links of `examples/bookings`, beside plain axum and Django.
    Bookings,
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
    }
}
