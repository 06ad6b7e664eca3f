//! One write, and whoever waits for it.

use std::{fmt, time::Instant};

use futures_channel::oneshot::Sender;
use magiclink::store::StoreError;
use rusqlite::Connection;

use crate::error::WriteError;

/// A write whose types do not matter any more.
pub(super) trait Job: Send {
    /// When it was asked for.
    fn asked(&self) -> Instant;

    /// Does the work; false if it failed, so that what it has written is undone.
    fn run(&mut self, connection: &Connection) -> bool;

    /// Tells the caller how it went, once it is known whether the transaction was committed.
    fn answer(self: Box<Self>, committed: &Result<(), WriteError>);
}

impl fmt::Debug for dyn Job {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Job")
    }
}

pub(super) struct Write<W, T> {
    /// None once it was begun.
    work: Option<W>,
    asked: Instant,
    /// None until it has ended, and if it panicked.
    result: Option<rusqlite::Result<T>>,
    caller: Sender<Result<T, StoreError>>,
}

impl<W, T> Write<W, T> {
    pub(super) fn new(work: W, asked: Instant, caller: Sender<Result<T, StoreError>>) -> Self {
        Self {
            work: Some(work),
            asked,
            result: None,
            caller,
        }
    }
}

impl<W, T> Job for Write<W, T>
where
    W: FnOnce(&Connection) -> rusqlite::Result<T> + Send,
    T: Send,
{
    fn asked(&self) -> Instant {
        self.asked
    }

    fn run(&mut self, connection: &Connection) -> bool {
        let result = self.work.take().map(|work| work(connection));
        self.result = result;
        matches!(self.result, Some(Ok(_)))
    }

    fn answer(self: Box<Self>, committed: &Result<(), WriteError>) {
        let answer = match (self.result, committed) {
            (Some(Ok(value)), Ok(())) => Ok(value),
            (Some(Err(error)), _) => Err(StoreError::new(error)),
            (_, Err(error)) => Err(StoreError::new(error.clone())),
            (None, Ok(())) => Err(StoreError::new(WriteError::Panicked)),
        };
        // Whoever asked may have gone.
        let _ = self.caller.send(answer);
    }
}
