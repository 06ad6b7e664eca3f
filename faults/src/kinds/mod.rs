//! The kinds of faults, one file each.

mod locked_database;

use crate::fault::Fault;

/// All of them, in the order in which they are run.
pub(crate) const ALL: &[Fault] = &[locked_database::FAULT];
