//! Runs the program as a user does: its commands, its refusals, and the whole way of a login.

mod account;
mod audit;
mod backup;
mod certificates;
mod config;
mod demo;
mod doctor;
mod doctor_reach;
mod examined;
mod front;
mod gate;
mod gate_asks;
mod http;
mod link;
mod link_policy;
mod logs;
mod mail;
mod mail_queue;
mod metrics;
mod metrics_book;
mod openmetrics;
mod program;
mod race;
mod running;
mod serve;
mod server;
mod site;
mod site_paths;
#[expect(dead_code, reason = "the faults use the rest of it")]
mod smtp;
mod sockets;
mod start;
mod time_zone;
