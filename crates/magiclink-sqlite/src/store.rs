//! The store: a file, the connections that read it, and the thread that writes.

use std::{
    fmt,
    path::{self, Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use magiclink::{clock::Timestamp, store::StoreError};
use rusqlite::Connection;

use crate::{
    connection,
    error::OpenError,
    file::{self, TemporaryFolder},
    held_lock::HeldLock,
    query::execute,
    readers::Readers,
    schema::{self, Migration},
    write_back::WriteBack,
    writer::{Connections, Writer},
};

/// How many rows are deleted in one go when cleaning up.
const BATCH: i64 = 1000;

/// Everything that the flows need kept, in an SQLite database.
///
/// Dropping it waits for the writes that were asked for and closes the database.
pub struct SqliteStore {
    path: PathBuf,
    // In the order in which they are dropped: the last connection to be closed tidies up.
    readers: Readers,
    writer: Writer,
    failures: AtomicU64,
    _folder: Option<TemporaryFolder>,
}

impl SqliteStore {
    /// Opens the database in the file at `path`; makes it, readable by its owner only, if there is none.
    ///
    /// Several stores, in several processes, may be open on one file of a local disk.
    ///
    /// # Errors
    ///
    /// The file cannot be made or opened, belongs to another program, was written by a newer version, or
    /// every user of the machine can read or change it.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        let (store, _) = Self::open_in(path.as_ref(), None)?;
        Ok(store)
    }

    /// Opens the database in the file at `path` and leaves its tables as they are.
    ///
    /// # Errors
    ///
    /// Those of [`open`](Self::open), and the tables are not there or of an earlier version.
    pub fn open_as_it_is(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        let path = path.as_ref();
        let path = path::absolute(path).map_err(|error| file::create_error(path, error))?;
        schema::refuse_older(&path)?;
        Self::open(path)
    }

    /// Makes the tables of the database in the file at `path`, or brings them up to date, as
    /// [`open`](Self::open) does, and tells what there was to do.
    ///
    /// # Errors
    ///
    /// Those of [`open`](Self::open).
    pub fn migrate(path: impl AsRef<Path>) -> Result<Migration, OpenError> {
        let (_, migration) = Self::open_in(path.as_ref(), None)?;
        Ok(migration)
    }

    /// Makes a database that is deleted when the store is dropped: for tests and demonstrations.
    ///
    /// # Errors
    ///
    /// The file cannot be made in the system's folder of temporary files.
    pub fn temporary() -> Result<Self, OpenError> {
        let folder = TemporaryFolder::create()?;
        let (store, _) = Self::open_in(&folder.database(), Some(folder))?;
        Ok(store)
    }

    fn open_in(
        path: &Path,
        folder: Option<TemporaryFolder>,
    ) -> Result<(Self, Migration), OpenError> {
        // An absolute path is never one of the names that SQLite takes for something else than a file.
        let path = path::absolute(path).map_err(|error| file::create_error(path, error))?;
        let failed = |error| schema::database(&path, error);
        file::create(&path)?;
        let inspector = connection::inspector(&path).map_err(failed)?;
        schema::version(&inspector, &path)?;
        drop(inspector);
        file::check_permissions(&path)?;

        let mut connection = connection::writer(&path).map_err(failed)?;
        let migration = schema::migrate(&mut connection, &path)?;
        let connections = Connections {
            write_back: WriteBack::new(&path, &mut connection).map_err(failed)?,
            writer: connection,
            lock: HeldLock::new(&path).map_err(failed)?,
        };
        let store = Self {
            readers: Readers::new(path.clone()),
            writer: Writer::start(connections)?,
            failures: AtomicU64::new(0),
            path,
            _folder: folder,
        };
        Ok((store, migration))
    }

    /// The file of the database.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads a row and has the thread that writes answer, without changing anything.
    ///
    /// # Errors
    ///
    /// The database cannot be read, or not be written now.
    pub async fn health(&self) -> Result<(), StoreError> {
        self.read(|connection| connection.query_row("PRAGMA user_version", [], |_| Ok(())))?;
        self.write(|_| Ok(())).await
    }

    /// Reads tables of the application's own, which may stand in the same database: the store never makes
    /// one whose name begins with `app_`. Answers at once, on the thread of the caller; statements that
    /// are prepared by `prepare_cached` stay prepared.
    ///
    /// # Errors
    ///
    /// What `query` fails with, or the database cannot be opened.
    pub fn read<T>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let (answer, is_busy) = self.readers.read(query);
        if is_busy {
            self.writer.hold_lock();
        }
        self.counted(answer.map_err(StoreError::new))
    }

    /// Writes into tables of the application's own, or makes them; see [`read`](Self::read).
    ///
    /// `work` is done in a transaction that it may share with others, and answered once that is on the
    /// disk. If it fails, what it has written is undone, and only that. Once asked for it is done, also if
    /// nobody waits for the answer any longer.
    ///
    /// # Errors
    ///
    /// What `work` fails with, too many writes wait already, or the database cannot be written now.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.counted(self.writer.write(work).await)
    }

    /// As [`write`](Self::write), for what need not outlive a failure of the machine: it does not wait for
    /// the disk.
    pub(crate) async fn note<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.counted(self.writer.note(work).await)
    }

    /// Deletes what has ended before a time by `sql`, whose second parameter is how many at most. In
    /// batches: whoever writes meanwhile waits for one of them, not for a flood that has ended.
    pub(crate) async fn clean_up(
        &self,
        sql: &'static str,
        before: Timestamp,
    ) -> Result<u64, StoreError> {
        self.clean_up_by(before, move |connection, params| {
            execute(connection, sql, params)
        })
        .await
    }

    /// As [`clean_up`](Self::clean_up), with what there is to do besides.
    pub(crate) async fn clean_up_by(
        &self,
        before: Timestamp,
        delete: impl Fn(&Connection, [i64; 2]) -> rusqlite::Result<usize> + Copy + Send + 'static,
    ) -> Result<u64, StoreError> {
        let params = [before.unix_micros(), BATCH];
        let mut count = 0;
        loop {
            let deleted = self.write(move |connection| delete(connection, params));
            match deleted.await? {
                0 => return Ok(count),
                deleted => count += deleted as u64,
            }
        }
    }

    /// Writes what is in the log of changes into the database and empties the log; false if another
    /// program is reading it.
    pub(crate) async fn empty_log(&self) -> Result<bool, StoreError> {
        self.counted(self.writer.empty_log().await)
    }

    /// How many reads and writes have failed since the store was opened.
    #[must_use]
    pub fn failures(&self) -> u64 {
        self.failures.load(Ordering::Relaxed)
    }

    /// How many writes wait for the one thread that writes.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.writer.waiting()
    }

    fn counted<T>(&self, answer: Result<T, StoreError>) -> Result<T, StoreError> {
        answer.inspect_err(|_| {
            self.failures.fetch_add(1, Ordering::Relaxed);
        })
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("SqliteStore");
        debug.field("path", &self.path).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
