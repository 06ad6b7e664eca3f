//! The program on PostgreSQL: two servers on one database.

#[path = "../it/http.rs"]
#[expect(dead_code, reason = "other tests use the rest of it")]
mod http;
#[path = "../it/program.rs"]
#[expect(dead_code, reason = "other tests use the rest of it")]
mod program;

mod account;
mod admin;
mod database;
mod doctor;
mod mails;
mod running;
