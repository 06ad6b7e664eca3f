//! The stores of [`magiclink`] in SQLite: one file, several processes, nothing to set up.
//!
//! ```no_run
//! use std::sync::Arc;
//! use magiclink::{person::People, store::Store};
//! use magiclink_sqlite::SqliteStore;
//!
//! # fn main() -> Result<(), magiclink_sqlite::OpenError> {
//! let sqlite = Arc::new(SqliteStore::open("magiclink.db")?);
//! let people = People::new(sqlite.clone());
//! let store: Arc<dyn Store> = sqlite;
//! # Ok(())
//! # }
//! ```
//!
//! A read is answered where it is asked, within microseconds, without a change of thread. Writes go to
//! one thread, which puts all that wait into one transaction and answers when it is on the disk, so many
//! writes at the same moment share the cost of one.
//!
//! [`SqliteStore`] implements [`SessionStore`](magiclink::store::SessionStore),
//! [`LoginStore`](magiclink::store::LoginStore), [`LinkStore`](magiclink::store::LinkStore),
//! [`Outbox`](magiclink::store::Outbox), [`Limits`](magiclink::store::Limits),
//! [`PersonStore`](magiclink::store::PersonStore),
//! [`FingerprintStore`](magiclink::store::FingerprintStore) and
//! [`AuditStore`](magiclink::store::AuditStore). It needs no async runtime.

#[macro_use]
mod query;

mod audit;
mod connection;
mod error;
mod file;
mod fingerprint;
mod held_lock;
mod inspection;
mod last_login;
mod limits;
mod link;
mod login;
mod outbox;
mod person;
mod readers;
mod schema;
mod session;
mod store;
mod write_back;
mod writer;

pub use rusqlite;

pub use crate::{error::OpenError, inspection::Inspection, schema::Migration, store::SqliteStore};
