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
mod process;
mod report;
mod sample;
mod server;
#[path = "../../crates/magiclink-server/tests/it/smtp.rs"]
#[expect(dead_code, reason = "the tests of the program use the rest of it")]
mod smtp;
mod visitor;
mod wire;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    process::ExitCode,
    thread,
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
    let ground = Ground::new(&arguments.program, arguments.short);
    match count_broken(&faults, &ground) {
        0 => ExitCode::SUCCESS,
        count => {
            eprintln!("\n{count} of {} faults broke a promise", faults.len());
            ExitCode::FAILURE
        }
    }
}

/// Puts the program under each fault; how many broke a promise.
fn count_broken(faults: &[&Fault], ground: &Ground) -> usize {
    let waits = |fault: &&&Fault| ground.is_short && kinds::PATIENT.contains(&fault.name);
    let (together, alone): (Vec<_>, Vec<_>) = faults.iter().partition(waits);
    let kept_together: Vec<_> = thread::scope(|scope| {
        let run = |fault| scope.spawn(move || is_kept(fault, ground));
        let running: Vec<_> = together.into_iter().map(run).collect();
        let ended = running.into_iter().map(thread::ScopedJoinHandle::join);
        ended.map(|kept| kept.unwrap_or(false)).collect()
    });
    let kept_alone = alone.into_iter().map(|fault| is_kept(fault, ground));
    let kept = kept_together.into_iter().chain(kept_alone);
    kept.filter(|is_kept| !is_kept).count()
}

/// Puts the program under one fault, and shows what was seen.
fn is_kept(fault: &Fault, ground: &Ground) -> bool {
    let (mut report, start) = (Report::default(), Instant::now());
    // A fault that cannot go on panics, as a test does; what was seen up to there is shown.
    let ended = catch_unwind(AssertUnwindSafe(|| (fault.run)(ground, &mut report)));
    let is_kept = ended.is_ok() && report.is_kept();
    let result = if is_kept { "kept" } else { "BROKEN" };
    let (name, sentence, time) = (fault.name, fault.sentence, start.elapsed());
    println!("\n=== {name}: {sentence}\n{report}=== {name}: {result} in {time:.1?}");
    is_kept
}
