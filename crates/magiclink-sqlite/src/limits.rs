//! Counted attempts.

use std::time::Duration;

use async_trait::async_trait;
use magiclink::{
    bearer::Digest,
    clock::Timestamp,
    limit::{LONGEST_MEMORY, Limited},
    store::{Demand, Limits, StoreError},
};
use rusqlite::{Connection, Result, params};

use crate::{
    SqliteStore,
    query::{execute, find},
};

queries! {
    FIND = "SELECT history FROM limits WHERE key = ?1";
    KEEP = "INSERT INTO limits (key, history, expires) VALUES (?1, ?2, ?3)
            ON CONFLICT (key) DO UPDATE SET history = excluded.history, expires = excluded.expires";
    DELETE = "DELETE FROM limits WHERE key IN (
                  SELECT key FROM limits WHERE expires < ?1 ORDER BY expires LIMIT ?2)";
}

#[async_trait]
impl Limits for SqliteStore {
    async fn count(
        &self,
        demands: &[Demand],
        now: Timestamp,
    ) -> Result<Result<(), Limited>, StoreError> {
        let demands = demands.to_vec();
        // Whoever could make the machine fail could try as often without.
        let counted = self.note(move |connection| count(connection, &demands, now));
        Ok(counted.await?.map(drop))
    }

    async fn peek(
        &self,
        demand: Demand,
        now: Timestamp,
    ) -> Result<Result<(), Limited>, StoreError> {
        let mut history = self.read(|connection| history(connection, &demand.key))?;
        Ok(demand.policy.admit(&mut history, now))
    }

    async fn delete_limits(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.clean_up(DELETE, now).await
    }
}

/// Counts an attempt for every demand if all allow it, and for none otherwise; how long to wait for another
/// one under the first.
pub(crate) fn count(
    connection: &Connection,
    demands: &[Demand],
    now: Timestamp,
) -> Result<Result<Duration, Limited>> {
    let mut wait = None;
    let mut admitted = Vec::with_capacity(demands.len());
    for demand in demands {
        let mut history = history(connection, &demand.key)?;
        if let Err(limited) = demand.policy.admit(&mut history, now) {
            return Ok(Err(limited));
        }
        wait.get_or_insert_with(|| demand.policy.wait(&history, now));
        admitted.push((&demand.key, history));
    }
    for (key, history) in admitted {
        keep(connection, key, &history)?;
    }
    Ok(Ok(wait.unwrap_or_default()))
}

fn history(connection: &Connection, key: &Digest) -> Result<Vec<Timestamp>> {
    let bytes: Option<Vec<u8>> = find(connection, FIND, [key.as_bytes()], |columns| {
        columns.value()
    })?;
    let bytes = bytes.unwrap_or_default();
    let (times, _) = bytes.as_chunks();
    let times = times.iter().map(|time| i64::from_le_bytes(*time));
    Ok(times.map(Timestamp::from_unix_micros).collect())
}

fn keep(connection: &Connection, key: &Digest, history: &[Timestamp]) -> Result<()> {
    let Some(last) = history.last() else {
        return Ok(());
    };
    let times = history.iter().map(|time| time.unix_micros().to_le_bytes());
    let bytes: Vec<u8> = times.flatten().collect();
    let expires = last.saturating_add(LONGEST_MEMORY).unix_micros();
    execute(connection, KEEP, params![key.as_bytes(), bytes, expires]).map(drop)
}
