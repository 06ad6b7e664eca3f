//! The kinds of faults, one file each.

mod few_descriptors;
mod full_disk;
mod kills;
mod locked_database;
mod postgres_restarts;
mod stops;
mod tables_locked;

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
];
