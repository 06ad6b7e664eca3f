//! What all faults share: the program, how much is to be done, and a PostgreSQL server.

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use temporary_postgres::TemporaryPostgres;

/// What all faults share.
#[derive(Debug)]
pub(crate) struct Ground {
    /// The program, with an absolute path.
    pub(crate) program: PathBuf,
    pub(crate) is_short: bool,
    postgres: OnceLock<TemporaryPostgres>,
}

impl Ground {
    pub(crate) fn new(program: &Path, is_short: bool) -> Self {
        let program = program.canonicalize();
        Self {
            program: program.expect("--program names the program"),
            is_short,
            postgres: OnceLock::new(),
        }
    }

    /// How often something is done.
    pub(crate) fn times(&self, short: usize, full: usize) -> usize {
        if self.is_short { short } else { full }
    }

    /// A PostgreSQL server that faults share which leave it as it is. One that stops it starts its own.
    pub(crate) fn postgres(&self) -> &TemporaryPostgres {
        self.postgres.get_or_init(TemporaryPostgres::start)
    }
}
