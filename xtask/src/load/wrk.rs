//! wrk, the load generator, and what it prints.

use std::fs;
use std::num::NonZeroU32;
use std::path::Path;

use crate::command_line::CommandLine;
use crate::failure::Failure;

/// How many connections ask at the same time.
pub(crate) const CONNECTIONS: u32 = 32;

/// Sends requests that are written out, each once. Lua only hands over texts that it has read before the
/// first is sent, so that wrk stays much faster than any server here.
const SCRIPT: &str = include_str!("requests.lua");
const SEPARATOR: &str = "\x1e";

/// What one turn of a server gave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Turn {
    pub(crate) requests: f64,
    /// Answers that are no page.
    pub(crate) refused: f64,
    pub(crate) per_second: f64,
    /// In milliseconds.
    pub(crate) p50: f64,
    /// In milliseconds.
    pub(crate) p99: f64,
}

/// Asks for `url` as fast as it is answered.
pub(crate) fn run(url: &str, seconds: NonZeroU32) -> Result<Turn, Failure> {
    run_command(&command(seconds).with_argument(url))
}

/// Sends each of `requests` once to `host:port` as fast as they are answered, for so long at most.
pub(crate) fn run_requests(
    host: &str,
    requests: &[String],
    seconds: NonZeroU32,
) -> Result<Turn, Failure> {
    let folder = super::folder()?;
    let (script, file) = (folder.join("requests.lua"), folder.join("requests.txt"));
    write(&script, SCRIPT)?;
    write(&file, &requests.join(SEPARATOR))?;
    let command = command(seconds)
        .with_argument(format!("--script={}", script.display()))
        .with_argument(format!("http://{host}/"))
        .with_argument("--")
        .with_argument(file.display().to_string());
    let turn = run_command(&command);
    let _ = fs::remove_file(file);
    turn
}

fn command(seconds: NonZeroU32) -> CommandLine {
    CommandLine::new(&format!(
        "wrk --latency --threads 1 --connections {CONNECTIONS} --duration {seconds}s"
    ))
}

fn run_command(command: &CommandLine) -> Result<Turn, Failure> {
    let printed = command.printed()?;
    if let Some(line) = printed.output.lines().find(|line| is_broken(line)) {
        return Err(Failure::new(line.trim()).with_command(command));
    }
    let turn = parse(&printed.output).filter(|turn| turn.requests > 0.0);
    turn.ok_or_else(|| Failure::new("nothing was answered").with_command(command))
}

/// Whether connections were lost. An answer that takes more than two seconds is slow, not lost.
fn is_broken(line: &str) -> bool {
    let errors = line.trim().strip_prefix("Socket errors: ");
    errors.is_some_and(|errors| !errors.starts_with("connect 0, read 0, write 0"))
}

fn parse(text: &str) -> Option<Turn> {
    let after = |mark: &str| {
        let line = text.lines().find_map(|line| line.trim().strip_prefix(mark));
        line.map(str::trim)
    };
    let requests = text.lines().find(|line| line.contains(" requests in "))?;
    let requests: f64 = requests.split_whitespace().next()?.parse().ok()?;
    Some(Turn {
        requests,
        refused: match after("Non-2xx or 3xx responses:") {
            Some(count) => count.parse().ok()?,
            None => 0.0,
        },
        // wrk itself counts the time after the last request, too.
        per_second: match after("Elapsed:") {
            Some(elapsed) => requests * 1e3 / milliseconds(&elapsed.replace(' ', ""))?,
            None => after("Requests/sec:")?.parse().ok()?,
        },
        p50: milliseconds(after("50%")?)?,
        p99: milliseconds(after("99%")?)?,
    })
}

/// Reads `538.00us`, `1.61ms`, `1.20s`.
fn milliseconds(text: &str) -> Option<f64> {
    let units = [("us", 0.001), ("ms", 1.0), ("s", 1000.0)];
    units.into_iter().find_map(|(unit, factor)| {
        let number: f64 = text.strip_suffix(unit)?.parse().ok()?;
        Some(number * factor)
    })
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text)
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = "Running 1s test @ http://127.0.0.1:1/\n  1 threads and 32 connections\n  \
        Thread Stats   Avg      Stdev     Max   +/- Stdev\n    Latency     1.93ms    6.13ms\n  \
        Latency Distribution\n     50%  538.00us\n     75%    1.00ms\n     90%    1.50ms\n     \
        99%    1.20s\n  24023 requests in 1.10s, 20.00MB read\n  \
        Non-2xx or 3xx responses: 7\nRequests/sec:  21839.09\nTransfer/sec:  18.1MB\n";

    #[test]
    fn what_wrk_prints_is_read() {
        let turn = parse(PRINTED).unwrap();
        assert_eq!((turn.requests, turn.refused), (24023.0, 7.0));
        assert_eq!(
            (turn.per_second, turn.p50, turn.p99),
            (21839.09, 0.538, 1200.0)
        );
    }

    #[test]
    fn requests_that_ran_out_are_counted_by_their_own_time() {
        let turn = parse(&format!("{PRINTED}Elapsed: 500000 us\n")).unwrap();
        assert!((turn.per_second - 48046.0).abs() < 0.1);
    }

    #[test]
    fn what_is_missing_is_not_made_up() {
        assert_eq!(parse(""), None);
        assert_eq!(
            parse("unable to connect to 127.0.0.1:1 Connection refused"),
            None
        );
    }

    #[test]
    fn a_lost_connection_is_no_slow_answer() {
        assert!(is_broken(
            "  Socket errors: connect 0, read 3, write 0, timeout 0"
        ));
        assert!(!is_broken(
            "  Socket errors: connect 0, read 0, write 0, timeout 9"
        ));
        assert!(!is_broken("Requests/sec:  21839.09"));
    }
}
