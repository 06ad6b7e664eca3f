//! The database: which one it is, and opening it. Nothing else in the program knows which it is.

mod inspection;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use async_trait::async_trait;
use magiclink::{
    memory::MemoryStore,
    secret::Secret,
    store::{FingerprintStore, PersonStore, Store, StoreError},
};
use magiclink_postgres::{PostgresSettings, PostgresStore};
use magiclink_sqlite::SqliteStore;

pub(crate) use self::inspection::Inspection;
use crate::failure::Failure;

/// Everything that the program keeps.
#[async_trait]
pub(crate) trait Database: Store + PersonStore + FingerprintStore {
    /// Whether the database can be read and written now.
    async fn health(&self) -> Result<(), StoreError>;
}

#[async_trait]
impl Database for SqliteStore {
    async fn health(&self) -> Result<(), StoreError> {
        Self::health(self).await
    }
}

#[async_trait]
impl Database for PostgresStore {
    async fn health(&self) -> Result<(), StoreError> {
        Self::health(self).await
    }
}

#[async_trait]
impl Database for MemoryStore {
    async fn health(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

/// Which database, and whether its tables may be changed when it is opened.
#[derive(Clone, Debug)]
pub(crate) struct DatabaseUrl {
    place: Place,
    migrates: bool,
}

#[derive(Clone, Debug)]
enum Place {
    Sqlite(PathBuf),
    Postgres(Box<PostgresSettings>),
}

impl DatabaseUrl {
    /// Reads `sqlite:FILE` or `postgres://…`.
    pub(crate) fn parse(text: &str, migrates: bool) -> Result<Self, String> {
        let place = match text.split_once(':') {
            Some(("sqlite", file)) if !file.is_empty() => Place::Sqlite(file.into()),
            Some(("postgres" | "postgresql", _)) => {
                let settings: PostgresSettings = text.parse().map_err(|error| sentence(&error))?;
                Place::Postgres(Box::new(settings.with_migration(migrates)))
            }
            _ => {
                return Err(
                    "write sqlite: and the name of a file, or postgres://user@host/database"
                        .to_owned(),
                );
            }
        };
        Ok(Self { place, migrates })
    }

    /// Whether the password is in the text.
    pub(crate) fn has_password(&self) -> bool {
        match &self.place {
            Place::Sqlite(_) => false,
            Place::Postgres(settings) => settings.has_password(),
        }
    }

    /// Takes the password from a file.
    pub(crate) fn with_password(self, password: &Secret) -> Result<Self, String> {
        let place = match self.place {
            Place::Sqlite(_) => return Err("a file has no password: take it out".to_owned()),
            Place::Postgres(settings) if settings.has_password() => {
                return Err("database_url has a password, too: keep one of them".to_owned());
            }
            Place::Postgres(settings) => {
                Place::Postgres(Box::new(settings.with_password(password)))
            }
        };
        Ok(Self { place, ..self })
    }

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

fn sentence(error: &(dyn std::error::Error + 'static)) -> String {
    match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
