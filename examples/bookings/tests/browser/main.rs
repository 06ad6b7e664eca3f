//! The two halves of the tutorial in a real browser: logging in by email, and sharing by a private link.
//!
//! The screenshots are kept in `screenshots/` of the target folder.

#[path = "../../../../crates/magiclink-server/tests/browser/harness/mod.rs"]
mod harness;
mod rentals;
mod sharing;
