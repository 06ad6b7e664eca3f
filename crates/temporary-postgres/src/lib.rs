//! A PostgreSQL server of one's own for the length of a test.
//!
//! It runs in a temporary folder, on a free port of loopback and on a socket in that folder, and ends
//! with the value that started it, or with the process, however that ends.
//!
//! ```no_run
//! use temporary_postgres::TemporaryPostgres;
//!
//! let server = TemporaryPostgres::start();
//! let database = server.create_database();
//! println!("{}", database.url());
//! ```
//!
//! It takes the programs of Debian's package `postgresql`, and where there is none those of the
//! `PATH`. PostgreSQL does not run as root; for root it runs as `nobody`.
#![expect(
    clippy::missing_panics_doc,
    reason = "it is for tests: a panic is how they fail"
)]

mod database;
mod folder;
mod programs;
mod server;

pub use crate::{database::Database, server::TemporaryPostgres};
