//! The mail server that takes the mails of all.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::load::http;
use crate::load::program;
use crate::load::server::{Server, word_with};

/// A mail server that counts, of `benches/`.
#[derive(Debug)]
pub(crate) struct Sink {
    /// It runs for as long as this is there.
    _server: Server,
    /// The port of 127.0.0.1 that takes mails.
    pub(crate) port: u16,
    count_url: String,
}

/// How long mails may take after the last request.
const LONGEST: Duration = Duration::from_mins(5);
const PAUSE: Duration = Duration::from_millis(20);
/// For so long no mail must have come before no more are expected.
const QUIET: Duration = Duration::from_millis(600);

impl Sink {
    pub(crate) fn start() -> Result<Self, Failure> {
        let (server, printed) = Server::announced(&program("mail_sink"), "listening on")?;
        let mails = word_with(&printed, "smtp://", "")?;
        let port = mails.rsplit(':').next().and_then(|port| port.parse().ok());
        Ok(Self {
            _server: server,
            port: port.ok_or_else(|| Failure::new("the mail sink has no port"))?,
            count_url: word_with(&printed, "http://", "")?,
        })
    }

    /// How many mails it has taken.
    pub(crate) fn count(&self) -> Result<u64, Failure> {
        let answer = http::get(&self.count_url)?;
        let count = answer.body.trim().parse();
        count.map_err(|_| Failure::new("the mail sink does not count"))
    }

    /// Waits until it has taken `count` mails; returns when it had.
    ///
    /// Then it waits for those behind them: requests that nobody waited for have mails, too.
    pub(crate) fn wait_for(&self, count: u64) -> Result<Instant, Failure> {
        let began = Instant::now();
        let mut taken = self.count()?;
        while taken < count {
            if began.elapsed() > LONGEST {
                let message = format!("{taken} mails of {count} have come");
                return Err(Failure::new(message));
            }
            sleep(PAUSE);
            taken = self.count()?;
        }
        let there = Instant::now();
        loop {
            sleep(QUIET);
            match self.count()? {
                now if now == taken => return Ok(there),
                now => taken = now,
            }
        }
    }
}
