//! The program `magiclink`: login by email and private links, with no code written.

mod app;
mod cli;
mod commands;
mod config;
mod database;
mod failure;
mod finding;
mod log;
mod metrics;
mod outbox;
mod pages;
mod proof;
mod routes;
mod server;
mod show;
mod site;
#[cfg(test)]
mod tests;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::Cli;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match commands::run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("magiclink: {failure}");
            failure.exit_code()
        }
    }
}
