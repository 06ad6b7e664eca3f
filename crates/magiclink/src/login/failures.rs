//! Wrong links and codes, counted by client in the memory of this process.

use std::{
    collections::HashMap,
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{
    bearer::Digest,
    client::Client,
    clock::Timestamp,
    limit::{FAILURES_OF_CLIENT, Limited},
    login::{LoginError, LoginFlow},
    store::{Demand, EmailAccountStore},
};

/// How many clients are remembered for sure; twice as many at most, in some 6 MB.
const CLIENTS: usize = 10_000;

/// How often each client was wrong.
///
/// Not in the store: a text that anybody can make up would cost it a read and a write, and a flood of them
/// would be a flood of writes. Nothing is lost by a memory that is small, of one server only, and gone with
/// it: the signature of a link has 128 bits, however often somebody guesses. Codes are short and counted in
/// the store, too.
#[derive(Debug, Default)]
pub(super) struct Failures(Mutex<Generations>);

/// When the recent ones are many, they become the older ones, and those are forgotten: no sweep through a
/// table that somebody has filled.
#[derive(Debug, Default)]
struct Generations {
    recent: HashMap<Digest, Vec<Timestamp>>,
    older: HashMap<Digest, Vec<Timestamp>>,
}

impl Failures {
    /// Tells whether one more would be let through, without counting it.
    pub(super) fn check(&self, demand: Demand, now: Timestamp) -> Result<(), Limited> {
        let generations = self.generations();
        let recent = generations.recent.get(&demand.key);
        let history = recent.or_else(|| generations.older.get(&demand.key));
        history.map_or(Ok(()), |history| {
            demand.policy.admit(&mut history.clone(), now)
        })
    }

    /// Counts one more.
    pub(super) fn count(&self, demand: Demand, now: Timestamp) -> Result<(), Limited> {
        let mut generations = self.generations();
        let Generations { recent, older } = &mut *generations;
        if !recent.contains_key(&demand.key) {
            let history = older.remove(&demand.key).unwrap_or_default();
            if recent.len() >= CLIENTS {
                *older = mem::take(recent);
            }
            recent.insert(demand.key, history);
        }
        let history = recent.entry(demand.key).or_default();
        demand.policy.admit(history, now)
    }

    /// Whoever panicked while holding the lock left whole histories behind.
    fn generations(&self) -> MutexGuard<'_, Generations> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<A: EmailAccountStore> LoginFlow<A> {
    /// Counts a refusal that may be a guess, and tells whether it was one. A link that is genuine but late
    /// is none.
    pub(super) fn count_failure<T>(
        &self,
        client: &Client,
        result: &Result<T, LoginError>,
    ) -> Result<bool, Limited> {
        match result {
            Err(LoginError::Refused(refusal)) if refusal.may_be_guess() => {
                self.failures.count(failures_of(client), self.clock.now())?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }
}

/// What wrong links and codes of a client are counted by.
pub(super) fn failures_of(client: &Client) -> Demand {
    let key = Digest::of(&[b"failures-of", client.network().as_bytes()]);
    Demand {
        key,
        policy: &FAILURES_OF_CLIENT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

    fn demand(client: usize) -> Demand {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&client.to_be_bytes());
        Demand {
            key: Digest::from_bytes(key),
            policy: &FAILURES_OF_CLIENT,
        }
    }

    #[test]
    fn a_flood_of_clients_is_forgotten_and_the_last_of_them_are_not() {
        let failures = Failures::default();
        for client in 0..5 * CLIENTS {
            assert_eq!(failures.count(demand(client), NOW), Ok(()));
        }
        let generations = failures.generations();
        assert!(generations.recent.len() + generations.older.len() <= 2 * CLIENTS);
        for client in 4 * CLIENTS..5 * CLIENTS {
            let key = demand(client).key;
            assert!(generations.recent.contains_key(&key) || generations.older.contains_key(&key));
        }
    }

    #[test]
    fn a_client_that_goes_on_is_not_forgotten_while_others_come() {
        let failures = Failures::default();
        for attempt in 0..30 {
            assert_eq!(failures.count(demand(0), NOW), Ok(()));
            for client in 1..CLIENTS / 2 {
                assert_eq!(
                    failures.count(demand(attempt * CLIENTS + client), NOW),
                    Ok(())
                );
            }
        }
        assert!(failures.check(demand(0), NOW).is_err());
        assert!(failures.count(demand(0), NOW).is_err());
        assert_eq!(failures.check(demand(1), NOW), Ok(()));
    }
}
