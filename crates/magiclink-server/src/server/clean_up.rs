//! Deletes what has expired, every ten minutes.

use std::{sync::Arc, time::Duration};

use magiclink::{
    clock::{Clock, Timestamp},
    store::StoreError,
};
use tokio::time::sleep;

use crate::database::Database;

/// How often. Not longer than a link is good for: until then its mail may be left in the files.
const PAUSE: Duration = Duration::from_mins(10);
/// How long what has ended stays, for whoever asks what became of it.
const KEEP: Duration = Duration::from_hours(30 * 24);

/// Goes on until it is dropped; the audit log is kept for `keep`.
pub(super) async fn run(store: Arc<dyn Database>, keep: Duration) {
    loop {
        match clean_up(&*store, Clock::System.now(), keep).await {
            Ok(0) => {}
            Ok(rows) => tracing::debug!(rows, "what had expired was deleted"),
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "cleaning up failed"
                );
            }
        }
        sleep(PAUSE).await;
    }
}

async fn clean_up(store: &dyn Database, now: Timestamp, keep: Duration) -> Result<u64, StoreError> {
    let old = now.saturating_sub(KEEP);
    let rows = store.delete_logins(old).await?
        + store.delete_sessions(now).await?
        + store.delete_links(old).await?
        + store.delete_mails(old).await?
        + store.delete_limits(now).await?
        + store.delete_audit(now.saturating_sub(keep)).await?;
    if !store.forget_texts().await? {
        tracing::debug!("a program that reads the database keeps the texts of mails in its files");
    }
    Ok(rows)
}
