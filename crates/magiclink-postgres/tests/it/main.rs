//! The store as an application uses it, on a PostgreSQL of its own.

mod cancelled;
mod contract;
mod crash;
mod inspection;
mod lost;
mod migration;
mod proxy;
mod refusal;
#[path = "../../../magiclink-sqlite/tests/it/sample.rs"]
mod sample;
mod server;
mod servers;
mod settings;
mod texts;
mod tls;
mod waiting;
