//! How often something may be tried.

#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::clock::Timestamp;

/// What is allowed.
#[derive(Clone, Copy, Debug)]
pub enum Policy {
    /// So many attempts within so long, with pauses between them: all of it together.
    Log {
        /// How long to wait after the first attempt, the second, and so on; the last holds for all
        /// further ones. Attempts older than the first window no longer count.
        waits: &'static [Duration],
        /// How many attempts within how long.
        windows: &'static [(usize, Duration)],
    },
    /// So many attempts at once, then one each time that `every` has passed.
    Bucket {
        /// How many at once.
        burst: u32,
        /// How long until one more.
        every: Duration,
    },
}

/// Mails to one address: wait 30, 60, then 120 seconds between two; 5 an hour, 20 a day.
pub const MAILS_TO_ADDRESS: Policy = Policy::Log {
    waits: &[
        Duration::from_secs(30),
        Duration::from_mins(1),
        Duration::from_mins(2),
    ],
    windows: &[(5, Duration::from_hours(1)), (20, Duration::from_hours(24))],
};

/// Mails asked for by one client: 5 at once, then 1 a minute.
pub const MAILS_OF_CLIENT: Policy = Policy::Bucket {
    burst: 5,
    every: Duration::from_mins(1),
};

/// Links and codes that were wrong: 30 in 5 minutes by one client.
pub const FAILURES_OF_CLIENT: Policy = Policy::Log {
    waits: &[],
    windows: &[(30, Duration::from_mins(5))],
};

/// Passphrases typed for one link by one client, right or wrong: 10 in 5 minutes.
pub const PASSPHRASES_OF_CLIENT: Policy = Policy::Log {
    waits: &[],
    windows: &[(10, Duration::from_mins(5))],
};

/// Passphrases typed for one link by anyone, right or wrong: 100 an hour, 300 a day. In 400 days that is
/// 120,000, of 8 letters and digits that are drawn at random one in twenty million.
pub const PASSPHRASES_OF_LINK: Policy = Policy::Log {
    waits: &[],
    windows: &[
        (100, Duration::from_hours(1)),
        (300, Duration::from_hours(24)),
    ],
};

/// An attempt that was counted so much later than this one has overtaken it, on its way to the store or on a
/// server whose clock is ahead. One that is later still is from before the clock was set back.
const OVERTAKEN: Duration = Duration::from_mins(1);

/// The longest time for which an attempt matters under any policy.
pub const LONGEST_MEMORY: Duration = Duration::from_hours(24);

/// Too many attempts.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("too many attempts")]
pub struct Limited {
    /// How long to wait for the next one.
    pub wait: Duration,
}

impl Policy {
    /// Adds an attempt at `now` to what is remembered, or says how long to wait.
    ///
    /// What no longer matters is forgotten, so the history stays as short as the policy allows. A store
    /// keeps it as it is; only the policy knows what is in it.
    ///
    /// # Errors
    ///
    /// The policy does not allow the attempt.
    pub fn admit(&self, history: &mut Vec<Timestamp>, now: Timestamp) -> Result<(), Limited> {
        match self {
            Self::Log { waits, windows } => {
                let memory = self.memory();
                let now = not_before(history.last(), now);
                // A clock that was set back must not lock anyone out until it has caught up.
                history.retain(|at| *at <= now && at.saturating_add(memory) > now);
                let until = wait_until(history, waits, windows);
                let until = until
                    .into_iter()
                    .chain(windows_until(history, windows))
                    .max();
                until.map_or(Ok(()), |until| reached(until, now))?;
                history.push(now);
            }
            // What is remembered is two times: the last attempt, and when the bucket will be full again.
            Self::Bucket { burst, every } => {
                let (filled, last) = (history.pop(), history.pop());
                let now = not_before(last.as_ref(), now);
                let full = now.saturating_add(*every * *burst);
                let filled = filled.filter(|at| (now..=full).contains(at)).unwrap_or(now);
                let after = filled.saturating_add(*every);
                let answer = reached(after.saturating_sub(*every * *burst), now);
                history.clear();
                history.extend(if answer.is_ok() {
                    [now, after]
                } else {
                    [last.unwrap_or(now), filled]
                });
                answer?;
            }
        }
        Ok(())
    }

    /// How long to wait at `now` until an attempt is allowed; no time if one is allowed now.
    #[must_use]
    pub fn wait(&self, history: &[Timestamp], now: Timestamp) -> Duration {
        let limited = self.admit(&mut history.to_vec(), now).err();
        limited.map_or(Duration::ZERO, |limited| limited.wait)
    }

    /// How long an attempt matters.
    #[must_use]
    pub fn memory(&self) -> Duration {
        match self {
            Self::Log { waits, windows } => {
                let windows = windows.iter().map(|(_, window)| *window);
                windows
                    .chain(waits.iter().copied())
                    .max()
                    .unwrap_or_default()
            }
            Self::Bucket { burst, every } => *every * *burst,
        }
    }
}

/// The time of an attempt: that of the `last` one, if that has overtaken it.
fn not_before(last: Option<&Timestamp>, now: Timestamp) -> Timestamp {
    let latest = now.saturating_add(OVERTAKEN);
    let last = last.filter(|last| (now..=latest).contains(*last));
    last.copied().unwrap_or(now)
}

fn reached(until: Timestamp, now: Timestamp) -> Result<(), Limited> {
    match until.unix_micros().saturating_sub(now.unix_micros()) {
        left @ 1.. => Err(Limited {
            wait: Duration::from_micros(left.unsigned_abs()),
        }),
        _ => Ok(()),
    }
}

/// When the pause after the last attempt ends.
fn wait_until(
    history: &[Timestamp],
    waits: &[Duration],
    windows: &[(usize, Duration)],
) -> Option<Timestamp> {
    let last = *history.last()?;
    let counted = windows.first().map_or(history.len(), |(_, window)| {
        history
            .iter()
            .filter(|at| at.saturating_add(*window) > last)
            .count()
    });
    let wait = waits.get(counted.saturating_sub(1)).or(waits.last())?;
    Some(last.saturating_add(*wait))
}

/// When each window has room for one more.
fn windows_until(
    history: &[Timestamp],
    windows: &[(usize, Duration)],
) -> impl Iterator<Item = Timestamp> {
    windows.iter().filter_map(|(count, window)| {
        let first_of_too_many = history.len().checked_sub(*count)?;
        Some(history.get(first_of_too_many)?.saturating_add(*window))
    })
}
