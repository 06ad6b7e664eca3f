//! An exchange of tokens in one direction.

use std::{fmt::Debug, time::Instant};

use crate::{
    answer::{Answer, Unmade},
    case::Case,
    python,
    request::{Checked, Made, Request},
    tally::Tally,
};

/// Many enough that the way to Python costs little, few enough that the tests take turns.
const BATCH: usize = 200;

/// Who makes the tokens that both check.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Maker {
    Django,
    Here,
}

/// An exchange of tokens that one of the two makes.
#[derive(Debug)]
pub(crate) struct Exchange {
    maker: Maker,
    seed: String,
    tally: Tally,
}

impl Exchange {
    /// One seed gives the two directions different tuples.
    pub(crate) fn new(maker: Maker, seed: &str) -> Self {
        Self {
            maker,
            seed: format!("{seed}/{maker:?}"),
            tally: Tally::default(),
        }
    }

    /// Exchanges `count` tokens, prints each difference, and at the end what was done.
    pub(crate) fn run(mut self, count: usize) -> Tally {
        let start = Instant::now();
        for first in (0..count).step_by(BATCH) {
            self.exchange(first, BATCH.min(count - first));
        }
        self.tally.time = start.elapsed();
        println!("made by {:?}: {}", self.maker, self.tally);
        self.tally
    }

    fn exchange(&mut self, first: usize, count: usize) {
        let seed = self.seed.clone();
        let made: Vec<Made> = python::ask(&Request::Make {
            seed: &seed,
            first,
            count,
        });
        let tokens: Vec<_> = (first..)
            .zip(&made)
            .map(|(number, made)| self.make(number, made))
            .collect();
        let checked: Vec<Option<Checked>> = python::ask(&Request::Check {
            seed: &seed,
            first,
            tokens: &tokens,
        });
        assert_eq!((made.len(), checked.len()), (count, count), "answers");
        for (index, token) in tokens.iter().enumerate() {
            if let Some(token) = token {
                let checked = checked[index].as_ref().expect("each token has an answer");
                self.check(first + index, &made[index].case, token, checked);
                self.check_changed(first + index, checked);
            }
        }
        self.tally.tuples += count;
    }

    /// Makes the same token; returns the one that both are to check.
    fn make(&mut self, number: usize, django: &Made) -> Option<String> {
        let here = django.case.make().map_err(Unmade::from);
        self.compare(number, "making it", &here, &django.made, &django.case);
        self.tally.count(match &django.made {
            Ok(_) => "made".to_owned(),
            Err(reason) => format!("not made ({reason:?})"),
        });
        match self.maker {
            Maker::Django => django.made.clone().ok(),
            Maker::Here => here.ok(),
        }
    }

    /// Checks the same token: both accept it, unless it is too short even for django-sesame.
    fn check(&mut self, number: usize, case: &Case, token: &str, django: &Checked) {
        let what = format!("checking {token:?}");
        let expected = if token.len() < 4 {
            Answer::Refused
        } else {
            Answer::Accepted
        };
        let here = Answer::from(case.check(token));
        self.compare(number, &what, &here, &django.answer, case);
        self.compare(number, &what, &expected, &django.answer, case);
    }

    /// Checks the token after one thing has changed: both give the same answer.
    fn check_changed(&mut self, number: usize, django: &Checked) {
        let (case, token) = (&django.changed, &django.changed_token);
        let what = format!("checking {token:?} after {}", django.change);
        let here = Answer::from(case.check(token));
        self.compare(number, &what, &here, &django.changed_answer, case);
        let answer = format!("after a change {:?}", django.changed_answer);
        self.tally.count(answer);
    }

    /// Prints the whole tuple if there is a difference.
    fn compare<T>(&mut self, number: usize, what: &str, here: &T, django: &T, case: &Case)
    where
        T: Debug + PartialEq,
    {
        if here == django {
            return;
        }
        self.tally.differences += 1;
        let json = serde_json::to_string(case).expect("a tuple came as JSON");
        println!(
            "tuple {number}, {what}: {here:?} here, {django:?} by django-sesame, with\n{json}\n"
        );
    }
}
