//! Metrics for Prometheus: what is counted while the server runs, and the page that shows it.
//!
//! Everything has its place from the start and is counted without a lock. What can be a label is in the
//! code, so there are only so many series, whatever anybody sends.

mod family;
mod histogram;
mod mails;
mod outlook;
mod page;
mod present;
mod process;
mod requests;
mod route;
mod tally;

use std::{fmt, sync::Arc};

use magiclink::{
    clock::{Clock, Timestamp},
    event::{Event, Observer},
    store::Backlog,
};
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, text},
    registry::{Registry, Unit},
};

use self::{family::Family, mails::Mails, tally::Tally};
pub(crate) use self::{
    mails::MeasuredMailer,
    page::router,
    requests::{Requests, Stopwatch},
};

const BUILD: Family = Family {
    name: "magiclink_build_info",
    unit: None,
    help: "Always 1; the version of the program is its label.",
};
const START: Family = Family {
    name: "process_start_time",
    unit: Some(Unit::Seconds),
    help: "When the server was started, in seconds since 1970.",
};
const DATABASE_UP: Family = Family {
    name: "magiclink_database_up",
    unit: None,
    help: "Whether the database has answered: 1 if it has, 0 if not.",
};
const DATABASE_FAILURES: Family = Family {
    name: "magiclink_database_failures",
    unit: None,
    help: "How often the database has failed to do what was asked of it.",
};
const DATABASE_WAITING: Family = Family {
    name: "magiclink_database_waiting",
    unit: None,
    help: "Writes that wait for SQLite, or callers that wait for a connection to PostgreSQL.",
};

/// What is counted.
#[derive(Debug)]
pub(crate) struct Metrics {
    pub(crate) requests: Requests,
    mails: Mails,
    events: Tally,
    clock: Clock,
    started: Timestamp,
}

impl Metrics {
    /// Nothing counted yet.
    pub(crate) fn new(clock: Clock) -> Self {
        Self {
            requests: Requests::new(),
            mails: Mails::new(),
            events: Tally::new(),
            started: clock.now(),
            clock,
        }
    }

    /// All metrics as text; `backlog` is what the database says, if it says anything.
    fn text(
        self: &Arc<Self>,
        backlog: Option<Backlog>,
        (failures, waiting): (u64, usize),
    ) -> Result<String, fmt::Error> {
        let mut registry = Registry::default();
        registry.register_collector(Box::new(Look {
            metrics: Arc::clone(self),
            now: self.clock.now(),
            backlog,
            failures,
            waiting,
        }));
        let mut text = String::new();
        text::encode(&mut text, &registry)?;
        Ok(text)
    }
}

impl Observer for Metrics {
    fn observe(&self, event: &Event<'_>) {
        self.events.count(event.what.name(), event.what.detail());
    }
}

/// The metrics at one moment.
#[derive(Debug)]
struct Look {
    metrics: Arc<Metrics>,
    now: Timestamp,
    backlog: Option<Backlog>,
    failures: u64,
    waiting: usize,
}

impl Collector for Look {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let encoder = &mut encoder;
        let metrics = &*self.metrics;
        let version = ("version", env!("CARGO_PKG_VERSION"));
        BUILD.gauges(encoder, [([version], 1_u32)])?;
        metrics.requests.write(encoder)?;
        metrics.events.write(encoder)?;
        metrics.mails.write(encoder)?;
        if let Some(backlog) = &self.backlog {
            mails::write_backlog(encoder, backlog, self.now)?;
        }
        DATABASE_UP.gauge(encoder, u32::from(self.backlog.is_some()))?;
        DATABASE_FAILURES.counter(encoder, self.failures)?;
        DATABASE_WAITING.gauge(encoder, self.waiting)?;
        START.gauge(encoder, self.metrics.started.unix_seconds())?;
        process::write(encoder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_says_nothing_is_told_and_what_it_would_know_is_left_out() {
        let metrics = Arc::new(Metrics::new(Clock::System));
        let text = metrics.text(None, (3, 7)).unwrap();
        for line in [
            "magiclink_database_up 0",
            "magiclink_database_failures_total 3",
            "magiclink_database_waiting 7",
        ] {
            assert!(text.lines().any(|found| found == line), "{text}");
        }
        assert!(!text.contains("magiclink_mails_waiting"));
        assert!(!text.contains("magiclink_mail_oldest_age"));
        let text = metrics.text(Some(Backlog::default()), (3, 7)).unwrap();
        assert!(text.contains("magiclink_database_up 1\n"));
        assert!(text.contains("magiclink_mail_oldest_age_seconds 0\n"));
    }
}
