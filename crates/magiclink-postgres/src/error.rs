//! Why settings are refused, a database cannot be used, and why a statement failed.

use std::{
    error::Error,
    path::{Path, PathBuf},
};

use deadpool_postgres::{BuildError, PoolError};
use tokio::time::error::Elapsed;
use tokio_postgres::error::SqlState;

/// The settings of a connection are refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// It is no URL of PostgreSQL.
    #[error("write it like postgres://user@host/database")]
    Scheme,
    /// A part of the URL cannot be read.
    #[error("the URL of the database cannot be read")]
    Url(#[source] tokio_postgres::Error),
    /// The URL names no host and no folder of a socket.
    #[error("name the host, or the folder of the socket as host=/var/run/postgresql")]
    NoHost,
    /// An `@` that does not end the name and the password. What is around it is not repeated: it may be a part of
    /// the password.
    #[error("write each @ but the one before the host as %40, and the / of a password as %2F")]
    Escape,
    /// A mode that is unknown, or that falls back to clear text.
    #[error("sslmode is verify-full, require or disable")]
    SslMode,
    /// Passwords and links would cross a network for everyone to read.
    #[error(
        "sslmode=disable is for this machine only: use verify-full, or add \
         dangerous_clear_text=true if nobody can read along on the way"
    )]
    ClearText,
}

/// A database cannot be used. Nothing in it was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectError {
    /// The tables in the schema are those of another program.
    #[error(
        "the schema `{schema}` of the database `{database}` has tables that are not of magiclink: \
         choose another database"
    )]
    Foreign {
        /// The name of the database.
        database: String,
        /// The schema.
        schema: String,
    },
    /// A newer version of this crate has changed the tables.
    #[error(
        "the database `{database}` was written by a newer version (tables {found}, known up to \
         {known}): upgrade"
    )]
    Newer {
        /// The name of the database.
        database: String,
        /// The version of its tables.
        found: i32,
        /// The newest version that this crate knows.
        known: i32,
    },
    /// The tables are not up to date, and the settings say to leave them.
    #[error(
        "the tables of the database `{database}` are of version {found}, not {known}: migrate it"
    )]
    Older {
        /// The name of the database.
        database: String,
        /// The version of its tables; 0 if there are none.
        found: i32,
        /// The version that this crate needs.
        known: i32,
    },
    /// The database cannot hold every text.
    #[error("the database `{database}` is in {encoding}: make one with ENCODING 'UTF8'")]
    Encoding {
        /// The name of the database.
        database: String,
        /// Its encoding.
        encoding: String,
    },
    /// There is no schema to make tables in.
    #[error("the database `{database}` has no schema to make tables in: see its search_path")]
    NoSchema {
        /// The name of the database.
        database: String,
    },
    /// The certificates of authorities cannot be read.
    #[error("`{path}` has no certificates that can be read")]
    Certificates {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// The database cannot be reached, or refuses the user.
    #[error("the database cannot be reached")]
    Unreachable(#[source] Box<dyn Error + Send + Sync>),
    /// The tables could not be read or brought up to date.
    #[error("the tables could not be read or made")]
    Database(#[source] Box<dyn Error + Send + Sync>),
}

impl ConnectError {
    pub(crate) fn unreachable(failure: Failure) -> Self {
        Self::Unreachable(failure.into())
    }

    pub(crate) fn database(failure: Failure) -> Self {
        Self::Database(failure.into())
    }

    pub(crate) fn certificates(
        path: &Path,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Self {
        Self::Certificates {
            path: path.to_owned(),
            source: source.into(),
        }
    }
}

/// Why something that was asked of the database failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The database has refused a statement. What it says in detail is left out: that may be a row.
    #[error("the database refused ({}): {message}", state.code())]
    Refused { state: SqlState, message: String },
    #[error("the connection to the database failed")]
    Connection(#[source] tokio_postgres::Error),
    /// Nobody knows whether it was done.
    #[error("the connection to the database failed while it was committing")]
    Commit(#[source] Box<Self>),
    #[error("there is no connection to the database")]
    Pool(#[from] PoolError),
    #[error("the connections to the database cannot be made")]
    Build(#[from] BuildError),
    #[error("the database did not answer in time")]
    Silent(#[from] Elapsed),
}

impl Failure {
    /// What it is when the connection fails while nobody knows whether the work is done.
    pub(crate) fn in_commit(self) -> Self {
        if self.is_lost() {
            Self::Commit(Box::new(self))
        } else {
            self
        }
    }

    /// Whether nothing was done, and it may go better the next time.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Refused { state, .. } => {
                [
                    SqlState::T_R_SERIALIZATION_FAILURE,
                    SqlState::T_R_DEADLOCK_DETECTED,
                ]
                .contains(state)
                    || self.is_lost()
            }
            _ => self.is_lost(),
        }
    }

    /// Whether the connection is of no more use.
    pub(crate) fn ends_connection(&self) -> bool {
        matches!(self, Self::Commit(_) | Self::Silent(_)) || self.is_lost()
    }

    /// Whether the connection was lost, or is to a server that has become one for reading only.
    fn is_lost(&self) -> bool {
        match self {
            Self::Connection(_) => true,
            Self::Refused { state, .. } => [
                SqlState::ADMIN_SHUTDOWN,
                SqlState::CRASH_SHUTDOWN,
                SqlState::CANNOT_CONNECT_NOW,
                SqlState::READ_ONLY_SQL_TRANSACTION,
            ]
            .contains(state),
            _ => false,
        }
    }
}

impl From<tokio_postgres::Error> for Failure {
    fn from(error: tokio_postgres::Error) -> Self {
        match error.as_db_error() {
            Some(refused) => Self::Refused {
                state: refused.code().clone(),
                message: refused.message().to_owned(),
            },
            None => Self::Connection(error),
        }
    }
}
