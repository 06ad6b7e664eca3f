//! Requests: how many, of what kind, with what end, and how long they took.

use std::{
    fmt::Result,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::{Duration, Instant},
};

use axum::http::{Method, Request, StatusCode};
use prometheus_client::{encoding::DescriptorEncoder, metrics::MetricType, registry::Unit};

use crate::metrics::{
    family::{Family, with},
    histogram::Histogram,
    present::Present,
    route::Kind,
};

const REQUESTS: Family = Family {
    name: "magiclink_requests",
    unit: None,
    help: "Requests that were answered, by kind of page, method and class of status.",
};
const DURATION: Family = Family {
    name: "magiclink_request_duration",
    unit: Some(Unit::Seconds),
    help: "Time from the head of a request to the head of its answer, by kind of page.",
};
const CONNECTIONS: Family = Family {
    name: "magiclink_connections",
    unit: None,
    help: "Connections of clients that are open.",
};

/// From half a millisecond to the ten seconds after which a page gives up.
const BOUNDS: [Duration; 14] = [
    Duration::from_micros(500),
    Duration::from_millis(1),
    Duration::from_micros(2500),
    Duration::from_millis(5),
    Duration::from_millis(10),
    Duration::from_millis(25),
    Duration::from_millis(50),
    Duration::from_millis(100),
    Duration::from_millis(250),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_millis(2500),
    Duration::from_secs(5),
    Duration::from_secs(10),
];
const METHODS: [&str; 4] = ["GET", "HEAD", "POST", "other"];
const STATUSES: [&str; 4] = ["2xx", "3xx", "4xx", "5xx"];

/// Counts requests. Each has its place from the start: nothing is allocated or locked on its way.
#[derive(Debug)]
pub(crate) struct Requests {
    counts: [[[AtomicU64; STATUSES.len()]; METHODS.len()]; Kind::ALL.len()],
    durations: [Histogram<{ BOUNDS.len() }>; Kind::ALL.len()],
    connections: AtomicU64,
}

/// A request that has begun.
pub(crate) struct Stopwatch {
    kind: Kind,
    method: usize,
    begun: Instant,
}

impl Stopwatch {
    pub(crate) fn start<B>(request: &Request<B>) -> Self {
        let method = match *request.method() {
            Method::GET => 0,
            Method::HEAD => 1,
            Method::POST => 2,
            _ => 3,
        };
        Self {
            kind: Kind::of(request.uri().path()),
            method,
            begun: Instant::now(),
        }
    }
}

impl Requests {
    pub(super) fn new() -> Self {
        Self {
            counts: Default::default(),
            durations: std::array::from_fn(|_| Histogram::new(&BOUNDS)),
            connections: AtomicU64::new(0),
        }
    }

    /// A request was answered.
    pub(crate) fn answered(&self, request: &Stopwatch, status: StatusCode) {
        let kind = request.kind as usize;
        // No page answers with a status below 200.
        let class = usize::from(status.as_u16() / 100).clamp(2, 5) - 2;
        self.counts[kind][request.method][class].fetch_add(1, Relaxed);
        self.durations[kind].observe(request.begun.elapsed());
    }

    /// A connection is open until what is returned is dropped.
    pub(crate) fn connected(&self) -> Present<'_> {
        Present::new(&self.connections)
    }

    pub(super) fn write(&self, encoder: &mut DescriptorEncoder<'_>) -> Result {
        let kinds = Kind::ALL.iter().zip(&self.counts);
        let samples = kinds.flat_map(|(kind, methods)| {
            let methods = METHODS.iter().zip(methods);
            methods.flat_map(|(method, statuses)| {
                let statuses = STATUSES.iter().zip(statuses);
                statuses.map(|(status, count)| {
                    let labels = [
                        ("route", kind.name()),
                        ("method", *method),
                        ("status", *status),
                    ];
                    (labels, count.load(Relaxed))
                })
            })
        });
        REQUESTS.counters(encoder, samples)?;
        let mut family = DURATION.begin(encoder, MetricType::Histogram)?;
        for (kind, durations) in Kind::ALL.iter().zip(&self.durations) {
            let labels = [("route", kind.name())];
            with(&mut family, &labels, |sample| durations.write(sample))?;
        }
        drop(family);
        CONNECTIONS.gauge(encoder, self.connections.load(Relaxed))
    }
}
