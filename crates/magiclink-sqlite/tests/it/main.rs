//! The store as an application uses it.

mod busy;
mod contract;
mod file;
mod folder;
mod inspection;
mod migration;
mod processes;
mod refusal;
mod sample;
mod secrets;
