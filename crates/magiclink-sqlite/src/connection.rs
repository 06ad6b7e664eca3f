//! Connections, and how SQLite is set.

use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

use rusqlite::{Connection, Error, ErrorCode, OpenFlags, Result};

/// How long another process that writes, such as a backup, is waited for.
pub(crate) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(5);
/// More than there are statements, with those of an application.
const STATEMENTS: usize = 128;
const WAL_LIMIT: i64 = 64 << 20;
/// In KiB, which SQLite tells from pages by the sign.
const WRITER_CACHE: i64 = -16_384;

/// A connection that changes nothing, not even by tidying up behind another program.
pub(crate) fn inspector(path: &Path) -> Result<Connection> {
    open(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// A connection that reads. It may write to the files beside the database, as reading in WAL mode does.
pub(crate) fn reader(path: &Path) -> Result<Connection> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// The connection that writes.
pub(crate) fn writer(path: &Path) -> Result<Connection> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    switch_to_wal(&connection)?;
    wait_until(&connection, Until::Disk)?;
    connection.pragma_update(None, "fullfsync", true)?;
    // The links in mails that were sent are overwritten, not only forgotten.
    connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
    connection.pragma_update_and_check(None, "journal_size_limit", WAL_LIMIT, |_| Ok(()))?;
    connection.pragma_update(None, "cache_size", WRITER_CACHE)?;
    // What a job would undo is kept in memory however much it is; past 64 KB it would go to a file.
    connection.pragma_update(None, "temp_store", "memory")?;
    Ok(connection)
}

/// When a transaction counts as written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Until {
    /// When the disk has it: it survives a power loss, also on disks of Apple.
    Disk,
    /// When the system has it: it survives the end of the process.
    System,
}

/// Sets when the transactions that follow count as written.
pub(crate) fn wait_until(connection: &Connection, until: Until) -> Result<()> {
    let synchronous = match until {
        Until::Disk => "full",
        Until::System => "normal",
    };
    connection.pragma_update(None, "synchronous", synchronous)
}

/// Takes the lock for writing and gives it back, so nothing is written.
pub(crate) fn try_to_write(path: &Path) -> Result<()> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK")
}

/// Writes what is in the log of changes into the database, as far as nobody reads what was there before. It
/// waits for nobody, and nobody for it.
pub(crate) fn write_log_back(connection: &Connection) -> Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
}

/// Writes what is in the log of changes into the database and cuts the log off, so that nothing of what was
/// overwritten is left in the files; false if a program that is reading needs it.
pub(crate) fn empty_log(connection: &Connection) -> Result<bool> {
    // Nobody who wants to write is to wait for a reader.
    connection.busy_timeout(Duration::ZERO)?;
    let emptied = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        Ok(row.get::<_, i64>(0)? == 0)
    });
    connection.busy_timeout(BUSY_TIMEOUT)?;
    match emptied {
        Err(error) if is_busy(&error) => Ok(false),
        emptied => emptied,
    }
}

/// Whether another process is writing, and was waited for in vain.
pub(crate) fn is_busy(error: &Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
}

/// SQLite itself does not wait here if another process is about to do the same.
fn switch_to_wal(connection: &Connection) -> Result<()> {
    let last_try = Instant::now() + BUSY_TIMEOUT;
    loop {
        let switched = connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()));
        match switched {
            Err(error) if is_busy(&error) && Instant::now() < last_try => thread::sleep(PAUSE),
            switched => return switched,
        }
    }
}

fn open(path: &Path, flags: OpenFlags) -> Result<Connection> {
    // Each connection is used by one thread at a time, so SQLite need not lock it.
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // A file that someone else has prepared must not run functions.
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}
