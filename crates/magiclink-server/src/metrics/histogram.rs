//! How long things take: counted in buckets, without a lock.

use std::{
    fmt::Result,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

use prometheus_client::encoding::{MetricEncoder, NoLabelSet};

/// Counts times by the first bound that is not below them; one bucket more is for those above all.
#[derive(Debug)]
pub(super) struct Histogram<const N: usize> {
    bounds: &'static [Duration; N],
    counts: [AtomicU64; N],
    above: AtomicU64,
    /// Of all times together: enough for five hundred years.
    nanos: AtomicU64,
}

impl<const N: usize> Histogram<N> {
    /// Nothing counted yet; the bounds rise.
    pub(super) fn new(bounds: &'static [Duration; N]) -> Self {
        Self {
            bounds,
            counts: [const { AtomicU64::new(0) }; N],
            above: AtomicU64::new(0),
            nanos: AtomicU64::new(0),
        }
    }

    pub(super) fn observe(&self, time: Duration) {
        let place = self.bounds.partition_point(|bound| *bound < time);
        self.counts
            .get(place)
            .unwrap_or(&self.above)
            .fetch_add(1, Relaxed);
        let nanos = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.nanos.fetch_add(nanos, Relaxed);
    }

    pub(super) fn write(&self, sample: &mut MetricEncoder<'_>) -> Result {
        let bounds = self.bounds.iter().map(Duration::as_secs_f64);
        let counts = self.counts.iter().chain([&self.above]);
        let buckets: Vec<_> = bounds
            .chain([f64::INFINITY])
            .zip(counts.map(|count| count.load(Relaxed)))
            .collect();
        // From the buckets, so that it is the same as the last of them while others count.
        let count = buckets.iter().map(|(_, count)| count).sum();
        let sum = Duration::from_nanos(self.nanos.load(Relaxed)).as_secs_f64();
        sample.encode_histogram::<NoLabelSet>(sum, count, &buckets, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_in_the_first_bucket_whose_bound_is_not_below_it() {
        const BOUNDS: [Duration; 2] = [Duration::from_millis(1), Duration::from_millis(5)];
        let histogram = Histogram::new(&BOUNDS);
        for micros in [0, 1000, 1001, 5000, 5001, 9_000_000] {
            histogram.observe(Duration::from_micros(micros));
        }
        let counts = histogram.counts.each_ref().map(|count| count.load(Relaxed));
        assert_eq!((counts, histogram.above.load(Relaxed)), ([2, 2], 2));
        assert_eq!(histogram.nanos.load(Relaxed), 9_012_002_000);
    }
}
