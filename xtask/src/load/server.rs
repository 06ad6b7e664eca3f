//! A server that runs for the time of a load, with the processes that it starts.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, ChildStdout};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::load::http;
use crate::load::memory::Memory;

/// A server and its processes; they end with it.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    /// What it prints; a program whose output nobody takes any more fails when it prints.
    output: Option<BufReader<ChildStdout>>,
}

impl Server {
    /// Starts a server that prints where it listens, and returns what it printed up to a line in which
    /// `last` stands.
    pub(crate) fn announced(command: &CommandLine, last: &str) -> Result<(Self, String), Failure> {
        let mut server = Self::start(command)?;
        let mut text = String::new();
        for line in server.output.iter_mut().flat_map(BufRead::lines) {
            let line = line.map_err(|error| Failure::new(format!("cannot read: {error}")))?;
            text.push_str(&line);
            text.push('\n');
            if line.contains(last) {
                return Ok((server, text));
            }
        }
        Err(Failure::new("the server has stopped").with_command(command))
    }

    /// Starts a server that is told where to listen, and waits until it answers at `url`.
    pub(crate) fn silent(command: &CommandLine, url: &str) -> Result<Self, Failure> {
        let server = Self::start(command)?;
        for _ in 0..TRIES {
            if http::get(url).is_ok() {
                return Ok(server);
            }
            sleep(PAUSE);
        }
        Err(Failure::new("the server does not answer").with_command(command))
    }

    /// Starts a server that listens at `host:port`, and tells how long it took until the whole of the first
    /// answer to `request` was there, counted from before the program was started.
    pub(crate) fn timed(
        command: &CommandLine,
        host: &str,
        request: &str,
    ) -> Result<(Self, Duration), Failure> {
        let began = Instant::now();
        let server = Self::start(command)?;
        while began.elapsed() < PAUSE * TRIES {
            match http::ask(host, request) {
                Ok(http::Answer { status: 200, .. }) => return Ok((server, began.elapsed())),
                Ok(answer) => {
                    let message = format!("the first answer was {}", answer.status);
                    return Err(Failure::new(message).with_command(command));
                }
                Err(_) => sleep(SHORT_PAUSE),
            }
        }
        Err(Failure::new("the server does not answer").with_command(command))
    }

    fn start(command: &CommandLine) -> Result<Self, Failure> {
        let mut child = command.start_as_group()?;
        let output = child.stdout.take().map(BufReader::new);
        Ok(Self { child, output })
    }

    /// The processor time that all its processes have used.
    pub(crate) fn processor_time(&self) -> Result<Duration, Failure> {
        let entries = fs::read_dir("/proc")
            .map_err(|error| Failure::new(format!("cannot read /proc: {error}")))?;
        let ticks: u64 = entries
            .filter_map(|entry| fs::read_to_string(entry.ok()?.path().join("stat")).ok())
            .filter_map(|stat| ticks(&stat, self.child.id()))
            .sum();
        Ok(Duration::from_millis(ticks * 10))
    }

    /// The memory of all its processes.
    pub(crate) fn memory(&self) -> Result<Memory, Failure> {
        let entries = fs::read_dir("/proc")
            .map_err(|error| Failure::new(format!("cannot read /proc: {error}")))?;
        let mut memory = Memory::default();
        for folder in entries.flatten().map(|entry| entry.path()) {
            let read = |name| fs::read_to_string(folder.join(name)).unwrap_or_default();
            if ticks(&read("stat"), self.child.id()).is_some() {
                memory.add(&read("status"), &read("smaps_rollup"));
            }
        }
        Ok(memory)
    }
}

/// How long a server may take to start.
const TRIES: u32 = 150;
const PAUSE: Duration = Duration::from_millis(200);
const SHORT_PAUSE: Duration = Duration::from_micros(500);

impl Drop for Server {
    fn drop(&mut self) {
        // The whole group: what a server has started would run on without it.
        CommandLine::new("kill -KILL --")
            .with_argument(format!("-{}", self.child.id()))
            .succeeds();
        let _ = self.child.wait();
    }
}

/// A port that is free now.
pub(crate) fn free_port() -> Result<u16, Failure> {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    listener
        .map(|address| address.port())
        .map_err(|error| Failure::new(format!("no port is free: {error}")))
}

/// The first word of a text that begins with `start` and has `mark` in it.
pub(crate) fn word_with(text: &str, start: &str, mark: &str) -> Result<String, Failure> {
    let mut words = text.split_whitespace();
    let found = words.find(|word| word.starts_with(start) && word.contains(mark));
    found
        .map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("there is no `{start}…{mark}` in\n{text}")))
}

/// The processor time of a process, in hundredths of a second, from `/proc/*/stat`; `None` if it is of
/// another group. Linux counts in these on all processors, whatever its own clock.
fn ticks(stat: &str, group: u32) -> Option<u64> {
    // The name of the program, in parentheses, may have spaces and parentheses in it.
    let (_, rest) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let number = |index: usize| fields.get(index)?.parse::<u64>().ok();
    (number(2)? == u64::from(group)).then_some(number(11)? + number(12)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_process_counts_for_its_group() {
        let stat = "71 (a ) b) S 70 70 70 0 -1 4194304 133 0 0 0 250 31 0 0 20 0 1 0 9 1 1";
        assert_eq!(ticks(stat, 70), Some(281));
        assert_eq!(ticks(stat, 71), None);
        assert_eq!(ticks("71 (a) S 70", 70), None);
    }
}
