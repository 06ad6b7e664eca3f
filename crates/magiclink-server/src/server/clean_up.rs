//! Deletes what has expired, once an hour.

use std::{sync::Arc, time::Duration};

use magiclink::{
    clock::{Clock, Timestamp},
    store::{Store, StoreError},
};
use tokio::time::sleep;

/// How often.
const PAUSE: Duration = Duration::from_hours(1);
/// How long what has ended stays, for whoever asks what became of it.
const KEEP: Duration = Duration::from_hours(30 * 24);

/// Goes on until it is dropped.
pub(super) async fn run(store: Arc<dyn Store>) {
    loop {
        match clean_up(&*store, Clock::System.now()).await {
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

async fn clean_up(store: &dyn Store, now: Timestamp) -> Result<u64, StoreError> {
    let old = now.saturating_sub(KEEP);
    Ok(store.delete_logins(old).await?
        + store.delete_sessions(now).await?
        + store.delete_links(old).await?
        + store.delete_mails(old).await?
        + store.delete_limits(now).await?)
}
