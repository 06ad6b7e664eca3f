//! A running server.

use std::{
    fs::{self, File},
    hash::{BuildHasher as _, Hasher as _, RandomState},
    io::{BufRead as _, BufReader},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{http::Browser, place::Place};

/// A running server; it ends with this value.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
    /// Where its metrics are, if it measures.
    pub(crate) metrics: Option<String>,
}

impl Server {
    /// Starts a server and waits until it listens.
    pub(crate) fn start(place: &Place<'_>) -> Self {
        Self::start_by(place.command(&["serve"]), place)
    }

    /// The same by a command of one's own, such as a shell that sets limits first.
    pub(crate) fn start_by(mut command: Command, place: &Place<'_>) -> Self {
        let log = place.path("log");
        let mut options = File::options();
        let file = options.create(true).append(true).open(&log);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(file.expect("the log can be written"))
            .spawn()
            .expect("the program starts");
        let output = child.stdout.take().expect("its output is piped");
        let (mut metrics, mut address) = (None, None);
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        while address.is_none()
            && let Some(line) = lines.next()
        {
            let own = |text: &str| text.strip_suffix("/metrics").map(str::to_owned);
            metrics = metrics.or(line.strip_prefix("metrics on http://").and_then(own));
            address = line.strip_prefix("listening on http://").map(str::to_owned);
        }
        let Some(address) = address else {
            let log = fs::read_to_string(&log).unwrap_or_default();
            panic!("the server does not start:\n{log}");
        };
        Self {
            child,
            address,
            metrics,
        }
    }

    /// A browser, with an address for the limits that no other has which was given another number.
    pub(crate) fn browser(&self, number: usize) -> Browser {
        Browser::at(&self.address, "localhost").behind(number / 250, number % 250)
    }

    /// Ends the server as a power failure would end it.
    pub(crate) fn kill(&self) {
        self.signal("-KILL");
    }

    /// Tells the server to stop.
    pub(crate) fn tell_to_stop(&self) {
        self.signal("-TERM");
    }

    fn signal(&self, signal: &str) {
        let process = self.child.id().to_string();
        let told = Command::new("kill").args([signal, &process]).status();
        assert!(told.is_ok_and(|status| status.success()));
    }

    /// How it has ended, if it has or does so in this time.
    pub(crate) fn end(&mut self, time: Duration) -> Option<ExitStatus> {
        let limit = Instant::now() + time;
        loop {
            let ended = self.child.try_wait().expect("it was started");
            if ended.is_some() || Instant::now() >= limit {
                return ended;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn is_running(&mut self) -> bool {
        self.end(Duration::ZERO).is_none()
    }

    /// The number of the process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How long it takes until something is so; waits for this time at most.
pub(crate) fn time_until(limit: Duration, is_so: impl Fn() -> bool) -> Duration {
    let start = Instant::now();
    while !is_so() && start.elapsed() < limit {
        thread::sleep(Duration::from_millis(20));
    }
    start.elapsed()
}

/// A time that nobody knows beforehand, and shorter than this one.
pub(crate) fn some_time(limit: Duration) -> Duration {
    let random = RandomState::new().build_hasher().finish();
    let micros = u64::try_from(limit.as_micros()).unwrap_or(u64::MAX);
    Duration::from_micros(random % micros.max(1))
}
