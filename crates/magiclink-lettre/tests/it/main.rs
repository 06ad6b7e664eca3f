//! The tests of the mailers.
#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod certificates;
mod faults;
mod samples;
mod server;
mod tls;
mod wire;
