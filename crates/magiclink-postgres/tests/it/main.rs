//! The store as an application uses it, on a PostgreSQL of its own.

mod contract;
mod sample;
mod server;
