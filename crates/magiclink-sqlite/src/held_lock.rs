//! The lock that readers share, held once for all of them while there is much to read.
//!
//! A process asks the system for that lock when the first of its connections begins to read, and gives it
//! back when the last has ended: two calls for each row, a third of what a row costs. While one connection
//! reads all the time, the others find the lock taken by their own process and only count. Whoever holds it
//! keeps the log of changes from being emptied, so it is let go for each transaction that writes, and after
//! a moment in any case.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use rusqlite::{Connection, Result};

use crate::connection;

/// How long other processes may have to wait with emptying the log.
const LONGEST: Duration = Duration::from_secs(1);

/// A transaction that reads, and is never asked for anything. Without it reading is slower, and nothing
/// else, so its failures do not matter.
#[derive(Debug)]
pub(crate) struct HeldLock {
    connection: Connection,
    /// None while there is little to read.
    end: Option<Instant>,
}

impl HeldLock {
    /// For the database in the file at `path`; nothing is held yet.
    pub(crate) fn new(path: &Path) -> Result<Self> {
        let connection = connection::reader(path)?;
        Ok(Self {
            connection,
            end: None,
        })
    }

    /// There is much to read: the lock is worth holding from the next [`hold`](Self::hold) on.
    pub(crate) fn want(&mut self) {
        self.end.get_or_insert_with(|| Instant::now() + LONGEST);
    }

    /// How long it is worth holding, from now on; `None` if it is not.
    pub(crate) fn rest(&self) -> Option<Duration> {
        self.end
            .map(|end| end.saturating_duration_since(Instant::now()))
    }

    /// Takes the lock, if it is worth it, for the database as it is now.
    pub(crate) fn hold(&mut self) {
        match self.rest() {
            Some(Duration::ZERO) => self.let_go(),
            Some(_) if self.connection.is_autocommit() => drop(self.begin()),
            _ => (),
        }
    }

    /// Lets the lock go, until the next [`hold`](Self::hold).
    pub(crate) fn release(&self) {
        drop(self.rollback());
    }

    /// Lets the lock go, until it is wanted again.
    pub(crate) fn let_go(&mut self) {
        self.end = None;
        self.release();
    }

    fn begin(&self) -> Result<()> {
        self.connection.prepare_cached("BEGIN")?.execute([])?;
        // Only reading takes the lock.
        let mut read = self.connection.prepare_cached("PRAGMA user_version")?;
        read.query_row([], |_| Ok(()))
    }

    fn rollback(&self) -> Result<()> {
        if !self.connection.is_autocommit() {
            self.connection.prepare_cached("ROLLBACK")?.execute([])?;
        }
        Ok(())
    }
}
