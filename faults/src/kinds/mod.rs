//! The kinds of faults, one file each.

mod full_disk;
mod kills;
mod locked_database;
mod postgres_restarts;

use crate::fault::Fault;

/// All of them, in the order in which they are run.
pub(crate) const ALL: &[Fault] = &[
    kills::FAULT,
    postgres_restarts::FAULT,
    full_disk::FAULT,
    locked_database::FAULT,
];
