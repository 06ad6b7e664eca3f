//! One mail after the other at the moment when a mail server takes it.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// How long a mail waits for its turn. Servers that take a mail sooner get one at a time; a slow one, or one that
/// says nothing, holds up the others for no longer than this.
const PATIENCE: Duration = Duration::from_millis(100);

/// From the end of a letter until it is written down that it was taken, nobody knows whether it was: a process
/// that is killed sends it again. So one letter has its turn at a time, not all that are being sent.
#[derive(Clone, Debug)]
pub(super) struct Turns(Arc<Semaphore>);

impl Default for Turns {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(1)))
    }
}

impl Turns {
    /// Waits for the turn, which lasts until it is dropped; `None` if others have it for too long.
    pub(super) async fn take(&self) -> Option<OwnedSemaphorePermit> {
        let turn = Arc::clone(&self.0).acquire_owned();
        // It is never closed.
        timeout(PATIENCE, turn).await.ok()?.ok()
    }
}
