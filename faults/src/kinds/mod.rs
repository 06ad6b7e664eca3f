//! The kinds of faults, one file each.

mod kills;
mod locked_database;

use crate::fault::Fault;

/// All of them, in the order in which they are run.
pub(crate) const ALL: &[Fault] = &[kills::FAULT, locked_database::FAULT];
