//! Servers in turn, round after round: what else the machine does falls on all of them alike.

use std::fmt::Write as _;

use crate::failure::Failure;
use crate::load::Effort;
use crate::load::median::Spread;
use crate::load::server::Server;
use crate::load::wrk::{self, Turn};

/// One page of one server.
#[derive(Debug)]
pub(crate) struct Contestant<'s> {
    pub(crate) name: &'static str,
    pub(crate) server: &'s Server,
    pub(crate) url: String,
    /// Whether every answer must be a page, or none.
    pub(crate) is_page: bool,
}

/// What all rounds gave, contestant by contestant.
#[derive(Debug)]
pub(crate) struct Results<'c> {
    contestants: &'c [Contestant<'c>],
    /// The turns of each, and the processor time of a request in microseconds.
    turns: Vec<Vec<(Turn, f64)>>,
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
    let turn = wrk::run(&contestant.url, effort.seconds)?;
    let used = contestant.server.processor_time()?.saturating_sub(before);
    let expected = if contestant.is_page {
        0.0
    } else {
        turn.requests
    };
    if (turn.refused - expected).abs() > 0.5 {
        let (
            name,
            Turn {
                refused, requests, ..
            },
        ) = (contestant.name, turn);
        let message = format!("{name}: {refused} of {requests} requests were refused");
        return Err(Failure::new(message));
    }
    Ok((turn, used.as_secs_f64() * 1e6 / turn.requests))
}

impl Results<'_> {
    /// The index of the contestant with this name.
    pub(crate) fn find(&self, name: &str) -> Result<usize, Failure> {
        let found = self.contestants.iter().position(|other| other.name == name);
        found.ok_or_else(|| Failure::new(format!("nobody is called {name}")))
    }

    /// The requests a second of one contestant.
    pub(crate) fn per_second(&self, index: usize) -> Spread {
        Spread::of(self.turns[index].iter().map(|(turn, _)| turn.per_second))
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
                middle(|(_, processor)| *processor),
            );
        }
        table
    }
}
