//! The gate on what one verify costs, in instructions: these can be counted, times only measured.

use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::step::Outcome;
use crate::system_packages;

/// The most instructions that one verify of a v2 token may take. It took 2,571 when this was written,
/// 1,885 of them for the one compression.
const LIMIT: u64 = 2_600;

/// How often the two runs verify; the difference takes out what the set-up costs.
const FEW: u64 = 100;
const MANY: u64 = 1_100;

/// Counts the instructions of one verify, or fails when they are more than the limit.
pub(crate) fn run() -> Result<Outcome, Failure> {
    if !cfg!(target_os = "linux") {
        return Ok(Outcome::NotChecked(
            "valgrind counts on Linux only".to_owned(),
        ));
    }
    system_packages::ensure()?;
    let build = CommandLine::new(
        "cargo build --release --locked --package magiclink-benches --bin verify_v2",
    );
    build.run()?;
    let cost = (count(MANY)?.saturating_sub(count(FEW)?)).div_ceil(MANY - FEW);
    let result = judge(cost)?;
    println!("{result}");
    Ok(Outcome::PassedWith(result))
}

/// Runs the program under callgrind and reads off the instructions.
fn count(verifies: u64) -> Result<u64, Failure> {
    let command = CommandLine::new("cargo run --release --locked --package magiclink-benches")
        .with_argument("--config")
        .with_argument(RUNNER)
        .with_argument("--bin=verify_v2")
        .with_argument("--")
        .with_argument(verifies.to_string());
    println!("{command}");
    collected(&command.printed()?.errors)
        .ok_or_else(|| Failure::new("callgrind printed no count").with_command(&command))
}

/// Has cargo start the program through callgrind, so that nobody needs to know where it lies.
const RUNNER: &str = "target.\"cfg(all())\".runner=\
    \"valgrind --tool=callgrind --callgrind-out-file=/dev/null\"";

/// Reads the total from `==12345== Collected : 27654321`.
fn collected(errors: &str) -> Option<u64> {
    let (_, total) = errors
        .lines()
        .find_map(|line| line.split_once("Collected :"))?;
    total.trim().parse().ok()
}

fn judge(cost: u64) -> Result<String, Failure> {
    // A program that does nothing is as wrong as one that does too much.
    if cost == 0 || cost > LIMIT {
        let message = format!("one verify takes {cost} instructions, at most {LIMIT} are allowed");
        return Err(
            Failure::new(message).with_command(&CommandLine::new("cargo xtask instructions"))
        );
    }
    Ok(format!(
        "one verify takes {cost} instructions of at most {LIMIT}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_is_found_in_what_callgrind_prints() {
        let errors = "==7== Callgrind, a call-graph generating cache profiler\n\
            ==7== Command: target/release/verify_v2 100\n==7== \n==7== Events    : Ir\n\
            ==7== Collected : 27654321\n==7== \n==7== I   refs:      27,654,321\n";
        assert_eq!(collected(errors), Some(27_654_321));
    }

    #[test]
    fn other_text_has_no_total() {
        assert_eq!(collected(""), None);
        assert_eq!(collected("==7== Collected : "), None);
    }

    #[test]
    fn the_limit_itself_is_allowed() {
        assert!(judge(LIMIT).is_ok());
        assert!(judge(LIMIT + 1).is_err());
        assert!(judge(0).is_err());
    }
}
