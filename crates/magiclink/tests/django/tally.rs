//! What was counted in an exchange.

use std::{collections::BTreeMap, fmt, time::Duration};

/// What was counted in an exchange.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) tuples: usize,
    pub(crate) differences: usize,
    pub(crate) time: Duration,
    events: BTreeMap<String, usize>,
}

impl Tally {
    pub(crate) fn count(&mut self, event: String) {
        *self.events.entry(event).or_default() += 1;
    }

    /// How often it happened.
    pub(crate) fn times(&self, event: &str) -> usize {
        self.events.get(event).copied().unwrap_or_default()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} tuples, {} differences, {:.1} s",
            self.tuples,
            self.differences,
            self.time.as_secs_f64()
        )?;
        for (event, times) in &self.events {
            write!(formatter, "; {event}: {times}")?;
        }
        Ok(())
    }
}
