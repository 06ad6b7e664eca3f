//! Opening the database of the program.

use std::sync::Arc;

use magiclink::store::{PersonStore, Store};
use magiclink_postgres::{PostgresSettings, PostgresStore};
use magiclink_sqlite::SqliteStore;

use crate::Failure;

/// The store as the flows see it, and as the accounts do.
pub(crate) struct Opened {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) people: Arc<dyn PersonStore>,
}

/// Opens `sqlite:FILE` or `postgres://…`.
pub(crate) async fn store(url: &str) -> Result<Opened, Failure> {
    if let Some(file) = url.strip_prefix("sqlite:") {
        let store = Arc::new(SqliteStore::open(file)?);
        let people: Arc<dyn PersonStore> = store.clone();
        return Ok(Opened { store, people });
    }
    let settings: PostgresSettings = url.parse()?;
    let store = Arc::new(PostgresStore::connect(&settings).await?);
    let people: Arc<dyn PersonStore> = store.clone();
    Ok(Opened { store, people })
}
