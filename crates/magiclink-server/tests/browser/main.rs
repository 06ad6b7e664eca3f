//! The program in a real browser: each way to log in, and every page as people see it.
//!
//! The screenshots are kept in `screenshots/` of the target folder.

mod axe;
mod browser;
mod developer_tools;
mod driver;
mod expired_link;
mod eyes;
mod keyboard;
mod keys;
mod look;
mod looks;
mod one_browser;
#[expect(clippy::unwrap_used, reason = "a panic is how a test fails")]
#[path = "../../../magiclink-lettre/tests/postfix/instance.rs"]
mod postfix;
mod private_link;
#[path = "../it/program.rs"]
mod program;
mod server;
mod through_postfix;
mod tour;
mod two_browsers;
mod typed_code;
#[path = "../../../magiclink/tests/django/venv.rs"]
mod venv;
mod visitor;
