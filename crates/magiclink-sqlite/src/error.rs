//! Why a database cannot be opened, and why a write failed.

use std::{io, path::PathBuf, sync::Arc};

/// A database cannot be opened. Nothing in the file was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The file belongs to another program.
    #[error("`{0}` is not a database of magiclink: choose another file")]
    Foreign(PathBuf),
    /// Others on this machine can read or change the file.
    #[error("others can read or change `{path}`: run `chmod 600 {path}`", path = _0.display())]
    Exposed(PathBuf),
    /// A newer version of this crate has changed the tables.
    #[error(
        "`{path}` was written by a newer version (tables {found}, known up to {known}): upgrade"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version of its tables.
        found: i32,
        /// The newest version that this crate knows.
        known: i32,
    },
    /// The tables are not up to date, and were to be left as they are.
    #[error("the tables in `{path}` are of version {found}, not {known}: migrate it")]
    Older {
        /// The file.
        path: PathBuf,
        /// The version of its tables; 0 if there are none.
        found: i32,
        /// The version that this crate needs.
        known: i32,
    },
    /// The file could not be made.
    #[error("`{path}` could not be made")]
    Create {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// SQLite could not open the file or bring its tables up to date.
    #[error("`{path}` could not be opened")]
    Database {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        #[source]
        source: rusqlite::Error,
    },
    /// The thread that writes could not be started.
    #[error("the thread that writes could not be started")]
    Thread(#[source] io::Error),
    /// The operating system has no randomness to give for the name of a temporary file.
    #[error("no name for a temporary database could be drawn")]
    Random(#[from] magiclink::secret::RandomError),
}

/// A write was not kept, though its own statements did not fail.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum WriteError {
    #[error("too many writes wait already")]
    TooMany,
    #[error("the thread that writes has ended")]
    Ended,
    #[error("the write panicked")]
    Panicked,
    #[error("the transaction could not be committed")]
    Transaction(#[source] Arc<rusqlite::Error>),
}
