//! What every application under load can be asked for: a login link, a login, and a page behind it.

use std::cell::Cell;
use std::fmt;

use crate::failure::Failure;
use crate::load::http;

/// An application with its database; several servers may run it.
pub(crate) trait Application: fmt::Debug {
    /// Requests that ask for a login link, each by another visitor for another account that has not been
    /// asked for before.
    fn asks(&self, host: &str, count: u64) -> Result<Vec<String>, Failure>;

    /// Requests that redeem login links, which are made now, each of another account as long as there are
    /// enough.
    fn redeems(&self, count: u64) -> Result<Vec<String>, Failure>;

    /// Requests for the page of the account, with sessions that are made now.
    fn visits(&self, count: u64) -> Result<Vec<String>, Failure>;

    /// Has the same accounts be asked for again, as if nobody had.
    fn forget_attempts(&self) -> Result<(), Failure>;

    /// How many sessions there are in the database.
    fn sessions(&self) -> Result<u64, Failure>;

    /// Whether a login link was asked for.
    fn is_asked(&self, answer: &http::Answer) -> bool;

    /// Whether somebody is logged in now.
    fn is_logged_in(&self, answer: &http::Answer) -> bool;
}

/// Visitors that are told apart by a number begin here: the one that gets the form has none.
pub(crate) const FIRST_PERSON: u64 = 1;

/// Which of the accounts have been used. People come in no order: those who log in at one moment do not
/// stand together in a table.
#[derive(Debug)]
pub(crate) struct Range {
    pub(crate) accounts: u64,
    /// How many were asked for, ever and before somebody forgot.
    asked: Cell<u64>,
    forgotten: Cell<u64>,
    used: Cell<u64>,
}

/// How far the next account that is asked for stands from the last one: a prime, so that each has its turn.
const APART: u64 = 7919;

impl Range {
    pub(crate) fn new(accounts: u64) -> Self {
        Self {
            accounts,
            asked: Cell::new(0),
            forgotten: Cell::new(0),
            used: Cell::new(0),
        }
    }

    /// So many accounts that nobody has asked a link for.
    pub(crate) fn take_unasked(&self, count: u64) -> Result<Vec<u64>, Failure> {
        let asked = self.asked.get();
        if asked + count - self.forgotten.get() > self.accounts {
            let message = format!("all {} accounts have been asked for", self.accounts);
            return Err(Failure::new(message));
        }
        self.asked.set(asked + count);
        let account = |number| 1 + number * APART % self.accounts;
        Ok((asked..asked + count).map(account).collect())
    }

    /// Nobody has asked for any account.
    pub(crate) fn forget(&self) {
        self.forgotten.set(self.asked.get());
    }

    /// The first of `count` accounts that are spread over all of them, and the step to the next.
    pub(crate) fn take(&self, count: u64) -> [u64; 2] {
        let used = self.used.get();
        self.used.set(used + 1);
        let step = (self.accounts / count.max(1)).max(1);
        // Others than in the turn before, as long as there are.
        [1 + used % step, step]
    }
}

/// Whether an answer sends the browser on to this path.
pub(crate) fn redirected(answer: &http::Answer, path: &str) -> bool {
    let is_there = |line: &str| {
        let Some((name, value)) = line.split_once(':') else {
            return false;
        };
        name.eq_ignore_ascii_case("location") && value.trim() == path
    };
    matches!(answer.status, 302 | 303) && answer.head.lines().any(is_there)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_account_is_asked_for_twice() {
        let range = Range::new(1000);
        let mut asked = range.take_unasked(600).unwrap();
        asked.extend(range.take_unasked(400).unwrap());
        assert!(!asked.is_sorted());
        asked.sort_unstable();
        assert!(asked.into_iter().eq(1..=1000));
        assert!(range.take_unasked(1).is_err());
    }

    #[test]
    fn other_accounts_are_asked_for_as_long_as_there_are() {
        let range = Range::new(10);
        let first = range.take_unasked(5).unwrap();
        range.forget();
        let second = range.take_unasked(10).unwrap();
        assert!(second[..5].iter().all(|account| !first.contains(account)));
        assert_eq!(second[5..], first);
        assert!(range.take_unasked(1).is_err());
    }

    #[test]
    fn a_few_are_spread_over_all() {
        let range = Range::new(1000);
        assert_eq!(range.take(10), [1, 100]);
        assert_eq!(range.take(10), [2, 100]);
        assert_eq!(range.take(5000), [1, 1]);
    }
}
