//! The rules that every store keeps, each one a test.
//!
//! Each function checks one sentence of the documentation of a store's trait and panics where it is
//! broken. Two macros make a test of each for a store of your own:
//!
//! ```
//! # #[cfg(test)]
//! mod store_contract {
//!     use magiclink::{contract::Threads, memory::MemoryStore};
//!
//!     // An empty store for each rule, and how its futures are waited for.
//!     magiclink::test_store!(MemoryStore::new(), Threads::default());
//!     magiclink::test_person_store!(MemoryStore::new(), Threads::default());
//!     magiclink::test_fingerprint_store!(MemoryStore::new(), Threads::default());
//!     magiclink::test_audit_store!(MemoryStore::new(), Threads::default());
//! }
//! ```
#![expect(
    clippy::missing_panics_doc,
    reason = "each function is a test: it panics where the store breaks the rule that it is named by"
)]

pub mod attempts;
pub mod audit;
pub mod fingerprints;
pub mod last_login;
pub mod leases;
pub mod limits;
pub mod link_races;
pub mod links;
pub mod logins;
pub mod mail_list;
pub mod mails;
pub mod openings;
pub mod people;
pub mod person_links;
pub mod person_list;
pub mod person_races;
pub mod races;
pub mod redeem;
mod sample;
pub mod sessions;
mod tests;
mod threads;

pub use self::threads::Threads;
