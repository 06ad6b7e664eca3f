//! Counted attempts in memory.

use async_trait::async_trait;

use crate::{
    clock::Timestamp,
    limit::Limited,
    memory::MemoryStore,
    store::{Demand, Limits, StoreError},
};

#[async_trait]
impl Limits for MemoryStore {
    async fn count(
        &self,
        demands: &[Demand],
        now: Timestamp,
    ) -> Result<Result<(), Limited>, StoreError> {
        let mut state = self.state();
        let mut admitted = Vec::with_capacity(demands.len());
        for demand in demands {
            let mut history = state
                .histories
                .get(&demand.key)
                .cloned()
                .unwrap_or_default();
            if let Err(limited) = demand.policy.admit(&mut history, now) {
                return Ok(Err(limited));
            }
            admitted.push((demand.key, history));
        }
        state.histories.extend(admitted);
        Ok(Ok(()))
    }

    async fn peek(
        &self,
        demand: Demand,
        now: Timestamp,
    ) -> Result<Result<(), Limited>, StoreError> {
        let mut history = self
            .state()
            .histories
            .get(&demand.key)
            .cloned()
            .unwrap_or_default();
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
