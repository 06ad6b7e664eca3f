//! The stores of [`magiclink`] in PostgreSQL: several servers on one database.
//!
//! ```no_run
//! use std::sync::Arc;
//! use magiclink::{person::People, store::Store};
//! use magiclink_postgres::{PostgresSettings, PostgresStore};
//!
//! # async fn connect() -> Result<(), Box<dyn std::error::Error>> {
//! let settings: PostgresSettings = "postgres://magiclink@db.example/magiclink".parse()?;
//! let postgres = Arc::new(PostgresStore::connect(&settings).await?);
//! let people = People::new(postgres.clone());
//! let store: Arc<dyn Store> = postgres;
//! # Ok(())
//! # }
//! ```
//!
//! What must not happen twice is decided by the database, in one statement or one transaction, so it
//! does not matter which server, connection or process asks. Each call ends: with an answer, or with
//! an error within seconds if the database is gone, and goes on by itself when that is back.
//!
//! [`PostgresStore`] implements [`SessionStore`](magiclink::store::SessionStore),
//! [`LoginStore`](magiclink::store::LoginStore), [`LinkStore`](magiclink::store::LinkStore),
//! [`Outbox`](magiclink::store::Outbox), [`Limits`](magiclink::store::Limits),
//! [`PersonStore`](magiclink::store::PersonStore),
//! [`FingerprintStore`](magiclink::store::FingerprintStore) and
//! [`AuditStore`](magiclink::store::AuditStore). It needs Tokio. Behind PgBouncer, have that ignore
//! the startup parameter `options`, and set the time limits there.

#[macro_use]
mod query;

mod audit;
mod error;
mod fingerprint;
mod inspection;
mod limits;
mod link;
mod lock;
mod login;
mod outbox;
mod person;
mod schema;
mod session;
mod settings;
mod store;
mod text;
mod tls;
mod transaction;

pub use crate::{
    error::{ConnectError, SettingsError},
    inspection::{Inspection, Transport},
    schema::Migration,
    settings::PostgresSettings,
    store::PostgresStore,
};
