//! Broken texts for everything that reads what anybody can send, for some seconds each.

use std::fs;
use std::num::NonZeroU32;
use std::sync::Mutex;
use std::thread;

use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::system_packages;

/// Long enough to fall over a coarse mistake, short enough to wait for.
pub(crate) const SECONDS: NonZeroU32 = NonZeroU32::new(10).expect("ten is not zero");

/// The targets, each a program of its own: a folder of this name is in `fuzz/`.
const TARGETS: [&str; 10] = [
    "config",
    "cookie",
    "email",
    "form",
    "forwarded_for",
    "headers",
    "next",
    "scope",
    "site_path",
    "token",
];

/// So many targets run at a time.
const AT_A_TIME: usize = 2;

/// Runs each fuzz target for so many seconds, or until an input breaks a promise; returns what was done.
pub(crate) fn run(seconds: NonZeroU32) -> Result<String, Failure> {
    system_packages::ensure()?;
    CommandLine::new(&format!(
        "{CARGO} build --release --locked {MANIFEST} --bins"
    ))
    .run()?;
    let waiting = Mutex::new(TARGETS.to_vec());
    let next = || waiting.lock().ok()?.pop();
    let work = || -> Result<u64, Failure> {
        let mut runs = 0;
        while let Some(target) = next() {
            runs += try_one(target, seconds)?;
        }
        Ok(runs)
    };
    let outcomes: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_A_TIME).map(|_| scope.spawn(work)).collect();
        let joined = workers.into_iter().map(thread::ScopedJoinHandle::join);
        joined.collect()
    });
    let mut runs = 0;
    for outcome in outcomes {
        runs += outcome.map_err(|_| Failure::new("a fuzz target was lost sight of"))??;
    }
    Ok(format!("{runs} inputs for {} targets", TARGETS.len()))
}

/// Lints the fuzz targets: they are a workspace of their own, which the other lints do not reach.
pub(crate) fn lint() -> Result<(), Failure> {
    CommandLine::new(&format!(
        "cargo clippy --config fuzz/coverage.toml --release --locked {MANIFEST} -- -D warnings"
    ))
    .run()
}

/// Runs one target and returns how many inputs it has tried.
fn try_one(target: &str, seconds: NonZeroU32) -> Result<u64, Failure> {
    // The fuzzer writes into these folders, but does not make them.
    for folder in [format!("fuzz/corpus/{target}"), ARTIFACTS.to_owned()] {
        fs::create_dir_all(&folder)
            .map_err(|error| Failure::new(format!("cannot make {folder}: {error}")))?;
    }
    let command = command(target, seconds);
    let printed = command.printed()?;
    let Some(runs) = inputs(&printed.errors).filter(|runs| *runs > 0) else {
        let text = format!("the fuzz target `{target}` has tried nothing");
        return Err(Failure::new(text).with_command(&command));
    };
    println!("{target}: {runs} inputs, none of which breaks a promise");
    Ok(runs)
}

fn command(target: &str, seconds: NonZeroU32) -> CommandLine {
    CommandLine::new(&format!(
        "{CARGO} run --release --locked {MANIFEST} --bin {target} -- \
        fuzz/corpus/{target} fuzz/seeds/{target} -dict=fuzz/seeds/{target}.dict \
        -max_len=1024 -timeout=5 -rss_limit_mb=1024 -verbosity=0 -print_final_stats=1 \
        -max_total_time={seconds} -artifact_prefix={ARTIFACTS}{target}-"
    ))
}

/// Reads `stat::number_of_executed_units: 12`.
fn inputs(errors: &str) -> Option<u64> {
    let name = "stat::number_of_executed_units:";
    let line = errors.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().parse().ok()
}

const CARGO: &str = "cargo --config fuzz/coverage.toml";
const MANIFEST: &str = "--manifest-path fuzz/Cargo.toml";

/// The inputs that broke a promise.
const ARTIFACTS: &str = "fuzz/artifacts/";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_its_program_its_seeds_and_its_words() {
        let fuzz = concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz");
        let manifest = fs::read_to_string(format!("{fuzz}/Cargo.toml")).unwrap();
        assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
        for target in TARGETS {
            let path = format!("path = \"{target}/main.rs\"");
            assert!(manifest.contains(&path), "{path}");
            let mut seeds = fs::read_dir(format!("{fuzz}/seeds/{target}")).unwrap();
            assert!(seeds.next().is_some(), "{target}");
            let words = fs::read_to_string(format!("{fuzz}/seeds/{target}.dict")).unwrap();
            assert!(words.contains('"'), "{target}");
        }
    }

    #[test]
    fn the_number_of_inputs_is_read_from_what_the_fuzzer_prints() {
        let errors = "INFO: Seed: 1\nstat::number_of_executed_units: 12345\nstat::other: 1\n";
        assert_eq!(inputs(errors), Some(12345));
        assert_eq!(inputs("Done"), None);
    }
}
