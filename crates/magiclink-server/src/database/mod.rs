//! The database: which one it is, and opening it. Nothing else in the program knows which it is.

mod inspection;
mod url;

use std::{path::Path, sync::Arc};

use async_trait::async_trait;
use magiclink::{
    memory::MemoryStore,
    store::{AuditStore, FingerprintStore, PersonStore, Store, StoreError},
};
use magiclink_postgres::PostgresStore;
use magiclink_sqlite::SqliteStore;

use self::url::Place;
pub(crate) use self::{inspection::Inspection, url::DatabaseUrl};
use crate::failure::Failure;

/// Everything that the program keeps.
#[async_trait]
pub(crate) trait Database: Store + PersonStore + FingerprintStore + AuditStore {
    /// Whether the database can be read and written now.
    async fn health(&self) -> Result<(), StoreError>;

    /// How often it has failed since it was opened.
    fn failures(&self) -> u64;

    /// How many writes or callers wait for it now.
    fn waiting(&self) -> usize;
}

#[async_trait]
impl Database for SqliteStore {
    async fn health(&self) -> Result<(), StoreError> {
        Self::health(self).await
    }

    fn failures(&self) -> u64 {
        Self::failures(self)
    }

    fn waiting(&self) -> usize {
        Self::waiting(self)
    }
}

#[async_trait]
impl Database for PostgresStore {
    async fn health(&self) -> Result<(), StoreError> {
        Self::health(self).await
    }

    fn failures(&self) -> u64 {
        Self::failures(self)
    }

    fn waiting(&self) -> usize {
        Self::waiting(self)
    }
}

#[async_trait]
impl Database for MemoryStore {
    async fn health(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn failures(&self) -> u64 {
        0
    }

    fn waiting(&self) -> usize {
        0
    }
}

impl DatabaseUrl {
    /// Opens the database; its tables are made and brought up to date unless the settings say not to.
    pub(crate) async fn open(&self) -> Result<Arc<dyn Database>, Failure> {
        match &self.place {
            Place::Sqlite(file) => {
                let opened = if self.migrates {
                    SqliteStore::open(file)
                } else {
                    SqliteStore::open_as_it_is(file)
                };
                let store = opened.map_err(|error| cannot_open(&error))?;
                Ok(Arc::new(store))
            }
            Place::Postgres(settings) => {
                let connected = PostgresStore::connect(settings).await;
                let store = connected.map_err(|error| cannot_open(&error))?;
                Ok(Arc::new(store))
            }
        }
    }

    /// The file of the database, if it is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        match &self.place {
            Place::Sqlite(file) => Some(file),
            Place::Postgres(_) => None,
        }
    }

    /// Looks at the database and changes nothing.
    pub(crate) async fn inspect(&self) -> Inspection {
        match &self.place {
            Place::Sqlite(file) => {
                let (path, migrates) = (file.clone(), self.migrates);
                let looked = move || match SqliteStore::inspect(&path) {
                    Ok(found) => Inspection::of_sqlite(&path, found, migrates),
                    Err(error) => Inspection::failed(&error),
                };
                // Waits for the disk, while the rest is looked at.
                let looked = tokio::task::spawn_blocking(looked).await;
                looked.unwrap_or_else(|error| Inspection::failed(&error))
            }
            Place::Postgres(settings) => match PostgresStore::inspect(settings).await {
                Ok(found) => Inspection::of_postgres(found, self.migrates),
                Err(error) => Inspection::failed(&error),
            },
        }
    }

    /// Makes the tables and brings them up to date, whatever the settings say; the versions before and
    /// after.
    pub(crate) async fn migrate(&self) -> Result<(i32, i32), Failure> {
        match &self.place {
            Place::Sqlite(file) => {
                let migration = SqliteStore::migrate(file).map_err(|error| cannot_open(&error))?;
                Ok((migration.from, migration.to))
            }
            Place::Postgres(settings) => {
                let migrated = PostgresStore::migrate(settings).await;
                let migration = migrated.map_err(|error| cannot_open(&error))?;
                Ok((migration.from, migration.to))
            }
        }
    }
}

/// A database that is gone when it is closed.
#[cfg(test)]
pub(crate) fn temporary() -> Result<Arc<dyn Database>, Failure> {
    let store = SqliteStore::temporary()
        .map_err(|error| Failure::doing("cannot make a temporary database", &error))?;
    Ok(Arc::new(store))
}

/// A database in which nothing is, to try with whether the pages can be made.
pub(crate) fn empty() -> Arc<dyn Database> {
    Arc::new(MemoryStore::new())
}

fn cannot_open(error: &(dyn std::error::Error + 'static)) -> Failure {
    Failure::doing("cannot open the database", error)
}
