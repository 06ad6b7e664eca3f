//! wrk, the load generator, and what it prints.

use std::num::NonZeroU32;

use crate::command_line::CommandLine;
use crate::failure::Failure;

/// How many connections ask at the same time.
pub(crate) const CONNECTIONS: u32 = 32;

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
    let command = CommandLine::new(&format!(
        "wrk --latency --threads 1 --connections {CONNECTIONS} --duration {seconds}s"
    ))
    .with_argument(url);
    let printed = command.printed()?;
    let turn = parse(&printed.output).filter(|turn| turn.requests > 0.0);
    turn.ok_or_else(|| Failure::new("nothing was answered").with_command(&command))
}

fn parse(text: &str) -> Option<Turn> {
    let after = |mark: &str| {
        let line = text.lines().find_map(|line| line.trim().strip_prefix(mark));
        line.map(str::trim)
    };
    let requests = text.lines().find(|line| line.contains(" requests in "))?;
    Some(Turn {
        requests: requests.split_whitespace().next()?.parse().ok()?,
        refused: match after("Non-2xx or 3xx responses:") {
            Some(count) => count.parse().ok()?,
            None => 0.0,
        },
        per_second: after("Requests/sec:")?.parse().ok()?,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_wrk_prints_is_read() {
        let text = "Running 1s test @ http://127.0.0.1:1/\n  1 threads and 32 connections\n  \
            Thread Stats   Avg      Stdev     Max   +/- Stdev\n    Latency     1.93ms    6.13ms\n  \
            Latency Distribution\n     50%  538.00us\n     75%    1.00ms\n     90%    1.50ms\n     \
            99%    1.20s\n  24023 requests in 1.10s, 20.00MB read\n  \
            Non-2xx or 3xx responses: 7\nRequests/sec:  21839.09\nTransfer/sec:  18.1MB\n";
        let turn = parse(text).unwrap();
        assert_eq!((turn.requests, turn.refused), (24023.0, 7.0));
        assert_eq!(
            (turn.per_second, turn.p50, turn.p99),
            (21839.09, 0.538, 1200.0)
        );
    }

    #[test]
    fn what_is_missing_is_not_made_up() {
        assert_eq!(parse(""), None);
        assert_eq!(
            parse("unable to connect to 127.0.0.1:1 Connection refused"),
            None
        );
    }
}
