//! Mails: how long the mail server takes for them, and what waits in the outbox.

use std::{
    fmt::Result,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use async_trait::async_trait;
use magiclink::{
    clock::Timestamp,
    mail::{Mail, MailError, Mailer, Receipt},
    store::Backlog,
};
use prometheus_client::{encoding::DescriptorEncoder, metrics::MetricType, registry::Unit};

use crate::metrics::{Metrics, family::Family, histogram::Histogram, present::Present};

const SENDING: Family = Family {
    name: "magiclink_mails_sending",
    unit: None,
    help: "Mails that this process is handing to the mail server.",
};
const DURATION: Family = Family {
    name: "magiclink_mail_duration",
    unit: Some(Unit::Seconds),
    help: "Time for handing a mail to the mail server, whether it took the mail or not.",
};
const WAITING: Family = Family {
    name: "magiclink_mails_waiting",
    unit: None,
    help: "Mails in the outbox: due now, or later because they are being sent or wait for another try.",
};
const OLDEST: Family = Family {
    name: "magiclink_mail_oldest_age",
    unit: Some(Unit::Seconds),
    help: "Age of the oldest mail in the outbox; 0 if none waits.",
};

/// From a mail server next door to one that takes all the time it is given.
const BOUNDS: [Duration; 11] = [
    Duration::from_millis(5),
    Duration::from_millis(10),
    Duration::from_millis(25),
    Duration::from_millis(50),
    Duration::from_millis(100),
    Duration::from_millis(250),
    Duration::from_secs(1),
    Duration::from_millis(2500),
    Duration::from_secs(10),
    Duration::from_secs(30),
    Duration::from_mins(1),
];

/// What is measured of sending mails.
#[derive(Debug)]
pub(super) struct Mails {
    sending: AtomicU64,
    durations: Histogram<{ BOUNDS.len() }>,
}

impl Mails {
    pub(super) fn new() -> Self {
        Self {
            sending: AtomicU64::new(0),
            durations: Histogram::new(&BOUNDS),
        }
    }

    pub(super) fn write(&self, encoder: &mut DescriptorEncoder<'_>) -> Result {
        SENDING.gauge(encoder, self.sending.load(Relaxed))?;
        let mut family = DURATION.begin(encoder, MetricType::Histogram)?;
        self.durations.write(&mut family)
    }
}

/// Writes what waits in the outbox at `now`.
pub(super) fn write_backlog(
    encoder: &mut DescriptorEncoder<'_>,
    backlog: &Backlog,
    now: Timestamp,
) -> Result {
    let later = backlog.waiting.saturating_sub(backlog.due);
    let states = [("due", backlog.due), ("later", later)];
    let samples = states.map(|(state, count)| ([("state", state)], count));
    WAITING.gauges(encoder, samples)?;
    let age = backlog.oldest.map_or(0, |oldest| {
        now.unix_seconds()
            .saturating_sub(oldest.unix_seconds())
            .max(0)
    });
    OLDEST.gauge(encoder, age)
}

/// A mailer that is measured.
#[derive(Debug)]
pub(crate) struct MeasuredMailer {
    pub(crate) mailer: Arc<dyn Mailer>,
    pub(crate) metrics: Arc<Metrics>,
}

#[async_trait]
impl Mailer for MeasuredMailer {
    async fn send(&self, mail: &Mail) -> std::result::Result<Receipt, MailError> {
        let mails = &self.metrics.mails;
        let begun = Instant::now();
        let sending = Present::new(&mails.sending);
        let sent = self.mailer.send(mail).await;
        drop(sending);
        mails.durations.observe(begun.elapsed());
        sent
    }
}
