//! Counted attempts.

use std::{collections::BTreeMap, time::Duration};

use async_trait::async_trait;
use deadpool_postgres::Client;
use magiclink::{
    bearer::Digest,
    clock::Timestamp,
    limit::{LONGEST_MEMORY, Limited},
    store::{Demand, Limits, StoreError},
};

use crate::{
    PostgresStore,
    error::Failure,
    lock,
    query::{Columns, execute, find, list},
    transaction::Transaction,
};

queries! {
    FIND = "SELECT key, history FROM limits WHERE key = $1";
    FIND_ALL = "SELECT key, history FROM limits WHERE key = ANY ($1)";
    KEEP = "INSERT INTO limits (key, history, expires) VALUES ($1, $2, $3)
            ON CONFLICT (key) DO UPDATE SET history = excluded.history, expires = excluded.expires";
    DELETE = "DELETE FROM limits WHERE key = ANY (ARRAY (
                  SELECT key FROM limits WHERE expires < $1 ORDER BY expires LIMIT $2
                  FOR UPDATE SKIP LOCKED))";
}

#[async_trait]
impl Limits for PostgresStore {
    async fn count(
        &self,
        demands: &[Demand],
        now: Timestamp,
    ) -> Result<Result<(), Limited>, StoreError> {
        let counted = self
            .write(|transaction| async move { count(&transaction, demands, now).await })
            .await?;
        Ok(counted.map(drop))
    }

    async fn peek(
        &self,
        demand: Demand,
        now: Timestamp,
    ) -> Result<Result<(), Limited>, StoreError> {
        let params = params![demand.key.as_bytes().as_slice()];
        let found = self
            .read(|client| async move { find(&client, FIND, params, history).await })
            .await?;
        let mut history = found.map(|(_, history)| history).unwrap_or_default();
        Ok(demand.policy.admit(&mut history, now))
    }

    async fn delete_limits(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.clean_up(DELETE, now).await
    }
}

/// Counts an attempt for every demand if all allow it, and for none otherwise; how long to wait for another
/// one under the first.
pub(crate) async fn count(
    transaction: &Transaction,
    demands: &[Demand],
    now: Timestamp,
) -> Result<Result<Duration, Limited>, Failure> {
    let mut wait = None;
    let mut histories = histories(transaction, demands).await?;
    for demand in demands {
        let history = histories.entry(demand.key).or_default();
        if let Err(limited) = demand.policy.admit(history, now) {
            return Ok(Err(limited));
        }
        wait.get_or_insert_with(|| demand.policy.wait(history, now));
    }
    for (key, history) in &histories {
        keep(transaction, key, history).await?;
    }
    Ok(Ok(wait.unwrap_or_default()))
}

/// The histories of all keys, which nobody else changes until the transaction ends. A key without a row
/// cannot be locked by its row, so it is locked by a number.
async fn histories(
    transaction: &Transaction,
    demands: &[Demand],
) -> Result<BTreeMap<Digest, Vec<Timestamp>>, Failure> {
    lock::limits(transaction, demands.iter().map(|demand| &demand.key)).await?;
    let keys = demands
        .iter()
        .map(|demand| demand.key.as_bytes().as_slice());
    let keys: Vec<_> = keys.collect();
    let found = list(transaction, FIND_ALL, params![keys], history).await?;
    Ok(found.into_iter().collect())
}

async fn keep(client: &Client, key: &Digest, history: &[Timestamp]) -> Result<(), Failure> {
    let Some(last) = history.last() else {
        return Ok(());
    };
    let times = history.iter().map(|time| time.unix_micros().to_le_bytes());
    let bytes: Vec<u8> = times.flatten().collect();
    let expires = last.saturating_add(LONGEST_MEMORY).unix_micros();
    let params = params![key.as_bytes().as_slice(), bytes, expires];
    execute(client, KEEP, params).await.map(drop)
}

fn history(columns: &mut Columns) -> Result<(Digest, Vec<Timestamp>), Failure> {
    let key = columns.digest()?;
    let bytes: &[u8] = columns.value()?;
    let (times, _) = bytes.as_chunks();
    let times = times.iter().map(|time| i64::from_le_bytes(*time));
    Ok((key, times.map(Timestamp::from_unix_micros).collect()))
}
