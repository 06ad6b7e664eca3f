//! Servers in turn, round after round: what else the machine does falls on all of them alike.

use std::fmt::{self, Write as _};
use std::num::NonZeroU32;

use crate::failure::Failure;
use crate::load::Effort;
use crate::load::median::Spread;
use crate::load::server::Server;
use crate::load::wrk::Turn;

/// One thing that one server does.
pub(crate) struct Contestant<'s> {
    pub(crate) name: &'static str,
    pub(crate) server: &'s Server,
    /// Has the server do it for so many seconds; fails unless all of it was done.
    pub(crate) load: Box<dyn Fn(NonZeroU32) -> Result<Turn, Failure> + 's>,
}

/// What all rounds gave, contestant by contestant.
#[derive(Debug)]
pub(crate) struct Results<'c> {
    contestants: &'c [Contestant<'c>],
    /// The turns of each, and the processor time of a request in microseconds.
    turns: Vec<Vec<(Turn, f64)>>,
}

/// How many times as fast one contestant is to be as another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Aim {
    pub(crate) title: &'static str,
    pub(crate) one: usize,
    pub(crate) other: usize,
    pub(crate) wanted: f64,
}

/// Has every contestant take its turn in every round.
pub(crate) fn run<'c>(
    contestants: &'c [Contestant<'c>],
    effort: Effort,
) -> Result<Results<'c>, Failure> {
    let mut turns = vec![Vec::new(); contestants.len()];
    for round in 0..=effort.rounds.get() {
        for (contestant, turns) in contestants.iter().zip(&mut turns) {
            let turn = take_turn(contestant, effort)?;
            // The first round only warms up.
            if round > 0 {
                turns.push(turn);
            }
        }
        println!("round {round} of {} done", effort.rounds);
    }
    Ok(Results { contestants, turns })
}

fn take_turn(contestant: &Contestant<'_>, effort: Effort) -> Result<(Turn, f64), Failure> {
    let before = contestant.server.processor_time()?;
    let turn = (contestant.load)(effort.seconds).map_err(|failure| failure.at(contestant.name))?;
    let used = contestant.server.processor_time()?.saturating_sub(before);
    Ok((turn, used.as_secs_f64() * 1e6 / turn.requests))
}

impl Results<'_> {
    /// The index of the contestant with this name.
    pub(crate) fn find(&self, name: &str) -> Result<usize, Failure> {
        let found = self.contestants.iter().position(|other| other.name == name);
        found.ok_or_else(|| Failure::new(format!("nobody is called {name}")))
    }

    /// The index of the fastest of the contestants with these names.
    pub(crate) fn fastest(&self, names: &[&str]) -> Result<usize, Failure> {
        let mut fastest = self.find(names.first().copied().unwrap_or_default())?;
        for name in names {
            let other = self.find(name)?;
            if self.per_second(other).middle > self.per_second(fastest).middle {
                fastest = other;
            }
        }
        Ok(fastest)
    }

    /// The requests a second of one contestant.
    pub(crate) fn per_second(&self, index: usize) -> Spread {
        Spread::of(self.turns[index].iter().map(|(turn, _)| turn.per_second))
    }

    /// The time in which 99 of 100 requests of one contestant were answered, in milliseconds.
    pub(crate) fn p99(&self, index: usize) -> Spread {
        Spread::of(self.turns[index].iter().map(|(turn, _)| turn.p99))
    }

    /// The processor time of a request of one contestant, in microseconds.
    pub(crate) fn processor(&self, index: usize) -> f64 {
        Spread::of(self.turns[index].iter().map(|(_, processor)| *processor)).middle
    }

    /// The requests a second of one contestant, as parts of another's in the same round.
    pub(crate) fn ratio(&self, one: usize, other: usize) -> Spread {
        let pairs = self.turns[one].iter().zip(&self.turns[other]);
        Spread::of(pairs.map(|((one, _), (other, _))| one.per_second / other.per_second))
    }

    /// A line for each contestant.
    pub(crate) fn table(&self) -> String {
        let mut table = format!(
            "{:<28}{:>12}{:>20}{:>11}{:>11}{:>13}\n",
            "middle of the rounds", "requests/s", "least to greatest", "p50", "p99", "CPU/request"
        );
        for (index, contestant) in self.contestants.iter().enumerate() {
            let rate = self.per_second(index);
            let middle = |read: fn(&(Turn, f64)) -> f64| {
                Spread::of(self.turns[index].iter().map(read)).middle
            };
            let _ = writeln!(
                table,
                "{:<28}{:>12.0}{:>20}{:>8.2} ms{:>8.2} ms{:>10.1} µs",
                contestant.name,
                rate.middle,
                format!("{:.0} to {:.0}", rate.least, rate.greatest),
                middle(|(turn, _)| turn.p50),
                middle(|(turn, _)| turn.p99),
                self.processor(index),
            );
        }
        table
    }

    /// A line for each aim, which says so where it was missed.
    pub(crate) fn ratios(&self, aims: &[Aim]) -> String {
        let mut table = format!(
            "{:<44}{:>8}{:>8}{:>8}{:>8}\n",
            "ratio of requests/s in the same round", "least", "middle", "most", "wanted"
        );
        for aim in aims {
            let ratio = self.ratio(aim.one, aim.other);
            let note = if ratio.middle < aim.wanted {
                "  missed"
            } else {
                ""
            };
            let _ = writeln!(
                table,
                "{:<44}{:>8.2}{:>8.2}{:>8.2}{:>8.2}{note}",
                aim.title, ratio.least, ratio.middle, ratio.greatest, aim.wanted
            );
        }
        table
    }
}

impl fmt::Debug for Contestant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contestant")
            .field("name", &self.name)
            .field("server", &self.server)
            .finish_non_exhaustive()
    }
}
