//! The program in a real browser: each way to log in, private links, the pages for admins, and every page
//! as people see it.
//!
//! The screenshots are kept in `screenshots/` of the target folder.

mod admin;
mod bookings;
mod expired_link;
mod guarded_link;
mod harness;
mod keyboard;
mod keys;
mod looks;
mod mail_queue;
mod making_links;
mod old_login;
mod one_browser;
#[expect(clippy::unwrap_used, reason = "a panic is how a test fails")]
#[path = "../../../magiclink-lettre/tests/postfix/instance.rs"]
mod postfix;
mod private_link;
#[path = "../it/program.rs"]
mod program;
mod server;
mod shared_booking;
mod slow_clock;
mod through_postfix;
mod tour;
mod two_browsers;
mod typed_code;
mod visitor;
