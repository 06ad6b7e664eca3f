//! The kinds of faults, one file each.

mod canaries;
mod few_descriptors;
mod flood;
mod full_disk;
mod kills;
mod locked_database;
mod mail_server;
mod many_mails;
mod one_address;
mod one_session;
mod postgres_restarts;
mod slow_connections;
mod stops;
mod tables_locked;
mod timing;

use crate::fault::Fault;

/// All of them, in the order in which they are run.
pub(crate) const ALL: &[Fault] = &[
    kills::FAULT,
    postgres_restarts::FAULT,
    full_disk::FAULT,
    locked_database::FAULT,
    tables_locked::FAULT,
    stops::FAULT,
    few_descriptors::FAULT,
    slow_connections::FAULT,
    mail_server::FAULT,
    many_mails::FAULT,
    one_session::FAULT,
    one_address::FAULT,
    flood::FAULT,
    timing::FAULT,
    canaries::FAULT,
];

/// Those that wait more than they work: in the short form they are run at the same time.
pub(crate) const PATIENT: &[&str] = &[
    kills::FAULT.name,
    postgres_restarts::FAULT.name,
    full_disk::FAULT.name,
    locked_database::FAULT.name,
    tables_locked::FAULT.name,
    stops::FAULT.name,
    few_descriptors::FAULT.name,
    slow_connections::FAULT.name,
    mail_server::FAULT.name,
];
