//! The tests of the mailers.
#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod any_mail;
mod certificates;
mod delivery;
mod development;
mod faults;
mod folder;
mod login;
mod mail_url;
mod samples;
mod server;
mod tls;
mod wire;
