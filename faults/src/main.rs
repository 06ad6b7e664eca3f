//! Puts the real program under faults, prints what was seen, and fails when a promise is broken.
#![cfg(unix)]

mod database;
mod fault;
mod ground;
mod halves;
#[path = "../../crates/magiclink-server/tests/it/http.rs"]
#[expect(dead_code, reason = "the tests of the program use the rest of it")]
mod http;
mod kinds;
mod place;
mod report;
mod server;
#[path = "../../crates/magiclink-server/tests/it/smtp.rs"]
#[expect(dead_code, reason = "the tests of the program use the rest of it")]
mod smtp;
mod visitor;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    process::ExitCode,
    time::Instant,
};

use clap::Parser;

use crate::{fault::Fault, ground::Ground, report::Report};

/// Puts the program under faults. Without names it takes all of them.
#[derive(Parser)]
struct Arguments {
    /// The program `magiclink`.
    #[arg(long, default_value = "target/release/magiclink")]
    program: PathBuf,
    /// A few rounds of each fault, to see that it is still there.
    #[arg(long)]
    short: bool,
    /// Tells what there is, and ends.
    #[arg(long)]
    list: bool,
    /// Which faults.
    names: Vec<String>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let faults = match fault::named(&arguments.names) {
        Ok(faults) => faults,
        Err(name) => {
            eprintln!("there is no fault `{name}`; --list tells what there is");
            return ExitCode::from(2);
        }
    };
    if arguments.list {
        for fault in faults {
            println!("{fault}");
        }
        return ExitCode::SUCCESS;
    }
    let ground = Ground::new(arguments.program, arguments.short);
    let broken = faults.iter().filter(|fault| !is_kept(fault, &ground));
    match broken.count() {
        0 => ExitCode::SUCCESS,
        count => {
            eprintln!("\n{count} of {} faults broke a promise", faults.len());
            ExitCode::FAILURE
        }
    }
}

/// Puts the program under one fault, and shows what was seen.
fn is_kept(fault: &Fault, ground: &Ground) -> bool {
    println!("\n=== {}: {}", fault.name, fault.sentence);
    let (mut report, start) = (Report::default(), Instant::now());
    // A fault that cannot go on panics, as a test does; what was seen up to there is shown.
    let ended = catch_unwind(AssertUnwindSafe(|| (fault.run)(ground, &mut report)));
    print!("{report}");
    let is_kept = ended.is_ok() && report.is_kept();
    let result = if is_kept { "kept" } else { "BROKEN" };
    println!("=== {}: {result} in {:.1?}", fault.name, start.elapsed());
    is_kept
}
