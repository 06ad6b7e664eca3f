//! Counted attempts in memory.

use std::time::Duration;

use async_trait::async_trait;

use crate::{
    clock::Timestamp,
    limit::Limited,
    memory::{MemoryStore, State},
    store::{Demand, Limits, StoreError},
};

#[async_trait]
impl Limits for MemoryStore {
    async fn count(
        &self,
        demands: &[Demand],
        now: Timestamp,
    ) -> Result<Result<(), Limited>, StoreError> {
        Ok(count(&mut self.state(), demands, now).map(drop))
    }

    async fn peek(
        &self,
        demand: Demand,
        now: Timestamp,
    ) -> Result<Result<(), Limited>, StoreError> {
        let mut history = history(&self.state(), &demand);
        Ok(demand.policy.admit(&mut history, now))
    }

    async fn delete_limits(&self, now: Timestamp) -> Result<u64, StoreError> {
        let mut state = self.state();
        let old = state.histories.len();
        let oldest = now.saturating_sub(crate::limit::LONGEST_MEMORY);
        state
            .histories
            .retain(|_, history| history.last().is_some_and(|at| *at >= oldest));
        Ok((old - state.histories.len()) as u64)
    }
}

/// Counts an attempt for every demand if all allow it, and for none otherwise; how long to wait for another
/// one under the first.
pub(super) fn count(
    state: &mut State,
    demands: &[Demand],
    now: Timestamp,
) -> Result<Duration, Limited> {
    let mut wait = None;
    let mut admitted = Vec::with_capacity(demands.len());
    for demand in demands {
        let mut history = history(state, demand);
        demand.policy.admit(&mut history, now)?;
        wait.get_or_insert_with(|| demand.policy.wait(&history, now));
        admitted.push((demand.key, history));
    }
    state.histories.extend(admitted);
    Ok(wait.unwrap_or_default())
}

fn history(state: &State, demand: &Demand) -> Vec<Timestamp> {
    let history = state.histories.get(&demand.key);
    history.cloned().unwrap_or_default()
}
