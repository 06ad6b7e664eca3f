//! Something that is there for a while, and counted for as long.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Is counted until it is dropped, however it ends.
#[must_use = "it is counted until this is dropped"]
pub(crate) struct Present<'c>(&'c AtomicU64);

impl<'c> Present<'c> {
    pub(super) fn new(count: &'c AtomicU64) -> Self {
        count.fetch_add(1, Relaxed);
        Self(count)
    }
}

impl Drop for Present<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}
