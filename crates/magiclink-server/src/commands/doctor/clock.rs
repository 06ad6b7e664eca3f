//! The clock of this machine, compared with others.

use std::time::Duration;

use magiclink::clock::{Clock, Timestamp};

use crate::finding::Finding;

const PART: &str = "clock";
/// More than this is told.
const ODD: Duration = Duration::from_secs(5);
/// A token from further in the future is refused.
const TOO_FAR: Duration = Duration::from_mins(1);

/// From before something was asked until after it was answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) before: Timestamp,
    pub(super) after: Timestamp,
}

impl Span {
    /// Measures something.
    pub(super) async fn of<T>(work: impl Future<Output = T>) -> (T, Self) {
        let before = Clock::System.now();
        let done = work.await;
        let after = Clock::System.now();
        (done, Self { before, after })
    }
}

/// What another clock has told.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// Whose clock it is.
    pub(super) by: String,
    pub(super) time: Timestamp,
    /// How exact it is: `time` or up to so much later.
    pub(super) exact: Duration,
    /// When it was asked, by this machine's clock.
    pub(super) asked: Span,
}

impl Told {
    /// How far this machine's clock is from it at least, and in which direction.
    fn distance(&self) -> (Duration, &'static str) {
        let latest = self.time.saturating_add(self.exact);
        let ahead = between(latest, self.asked.before);
        let behind = between(self.asked.after, self.time);
        if behind > ahead {
            (behind, "behind")
        } else {
            (ahead, "ahead of")
        }
    }
}

/// From one time to a later one; nothing if that is not later.
fn between(one: Timestamp, later: Timestamp) -> Duration {
    let micros = later.unix_micros().saturating_sub(one.unix_micros());
    Duration::from_micros(u64::try_from(micros).unwrap_or_default())
}

pub(super) fn look(told: &[Option<Told>]) -> Finding {
    let others: Vec<_> = told.iter().flatten().collect();
    let furthest = others.iter().max_by_key(|other| other.distance().0);
    let Some(furthest) = furthest else {
        return Finding::unknown(PART, "nobody has told another time to compare with");
    };
    let (distance, direction) = furthest.distance();
    if distance <= ODD {
        let names: Vec<_> = others.iter().map(|other| &*other.by).collect();
        return Finding::good(PART, format!("agrees with {}", names.join(" and ")));
    }
    let seconds = distance.as_secs();
    let text = format!("it is {seconds} s {direction} that of {}", furthest.by);
    if distance > TOO_FAR {
        let advice = "set it by NTP: links expire at another time than they say, and those from the future \
                      are refused";
        Finding::wrong(PART, text, advice)
    } else {
        Finding::warning(PART, text, "set it by NTP")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::State;

    fn told(seconds: i64) -> Told {
        let at = Timestamp::from_unix_seconds;
        Told {
            by: "x".to_owned(),
            time: at(1000 + seconds),
            exact: Duration::from_secs(1),
            asked: Span {
                before: at(1000),
                after: at(1002),
            },
        }
    }

    #[test]
    fn a_few_seconds_are_nothing_and_more_than_a_minute_is_wrong() {
        for (seconds, state) in [
            (0, State::Good),
            (-6, State::Good),
            (7, State::Good),
            (-7, State::Warning),
            (8, State::Warning),
            (-61, State::Warning),
            (62, State::Warning),
            (-62, State::Wrong),
            (63, State::Wrong),
        ] {
            let finding = look(&[Some(told(seconds)), None, Some(told(0))]);
            assert_eq!(finding.state, state, "{seconds}: {}", finding.text);
        }
    }

    #[test]
    fn the_direction_and_the_distance_are_said() {
        assert_eq!(
            look(&[Some(told(102))]).text,
            "it is 100 s behind that of x"
        );
        assert_eq!(
            look(&[Some(told(-101))]).text,
            "it is 100 s ahead of that of x"
        );
        assert_eq!(look(&[None]).state, State::Unknown);
    }
}
