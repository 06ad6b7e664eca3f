//! The database of a place, asked behind the program's back.

use std::{path::PathBuf, time::Duration};

use magiclink_sqlite::rusqlite::Connection;

/// A database that the program uses.
#[derive(Debug)]
pub(crate) enum Database<'g> {
    Sqlite(PathBuf),
    Postgres(temporary_postgres::Database<'g>),
}

impl Database<'_> {
    /// The name of the kind.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// What the program is told.
    pub(crate) fn url(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres(database) => database.url(),
        }
    }

    /// Where the accounts are, each with the time of its last login.
    pub(crate) fn people(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "accounts",
            Self::Postgres(_) => "people",
        }
    }

    /// Runs SQL that both databases understand.
    pub(crate) fn execute(&self, sql: &str) {
        match self {
            Self::Sqlite(_) => self.sqlite().execute_batch(sql).expect("the SQL is right"),
            Self::Postgres(database) => drop(database.execute(sql)),
        }
    }

    /// The number that a query gives.
    pub(crate) fn count(&self, sql: &str) -> usize {
        match self {
            Self::Sqlite(_) => self
                .sqlite()
                .query_row(sql, [], |row| row.get(0))
                .expect("the SQL is right"),
            Self::Postgres(database) => {
                let printed = database.execute(sql);
                printed.trim().parse().expect("the SQL gives a number")
            }
        }
    }

    /// A connection to the file.
    pub(crate) fn sqlite(&self) -> Connection {
        let Self::Sqlite(path) = self else {
            panic!("{} has no file", self.kind())
        };
        let connection = Connection::open(path).expect("the file can be opened");
        let patience = Duration::from_secs(30);
        connection.busy_timeout(patience).expect("it is open");
        connection
    }
}
