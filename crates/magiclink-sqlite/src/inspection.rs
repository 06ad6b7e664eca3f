//! Looking at a database without changing it.

use std::path::{self, Path};

use magiclink::settings::Fingerprint;

use crate::{
    SqliteStore, connection,
    error::OpenError,
    file,
    fingerprint::kept,
    schema::{self, FINGERPRINTS, NEWEST},
};

/// What a look at a database has found, see [`SqliteStore::inspect`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Inspection {
    /// The version of SQLite in this program, such as `3.50.4`.
    pub sqlite: &'static str,
    /// The version of the tables; 0 if there are none yet.
    pub tables: i32,
    /// The version that this crate needs.
    pub known: i32,
    /// How SQLite keeps a change whole: `wal`, once this crate has opened the database.
    pub journal_mode: String,
    /// The fingerprint of the settings of tokens; `None` if none has been kept yet.
    pub fingerprint: Option<Fingerprint>,
    /// Why it cannot be written now; `None` if it can.
    pub refusal: Option<OpenError>,
}

impl SqliteStore {
    /// Looks at the database in the file at `path` and changes nothing in it; `None` if there is no such
    /// file. It waits for the disk, and up to five seconds for a program that writes.
    ///
    /// Whether it can be written is found out by taking the lock for it and giving it back.
    ///
    /// # Errors
    ///
    /// Those of [`open`](Self::open).
    pub fn inspect(path: impl AsRef<Path>) -> Result<Option<Inspection>, OpenError> {
        let path = path.as_ref();
        let path = path::absolute(path).map_err(|error| file::create_error(path, error))?;
        if !file::is_there(&path)? {
            return Ok(None);
        }
        file::check_permissions(&path)?;
        let failed = |error| schema::database(&path, error);
        let inspector = connection::inspector(&path).map_err(failed)?;
        let tables = schema::version(&inspector, &path)?;
        let journal_mode = inspector.pragma_query_value(None, "journal_mode", |row| row.get(0));
        let fingerprint = match tables {
            ..FINGERPRINTS => None,
            _ => kept(&inspector).map_err(failed)?,
        };
        let journal_mode = journal_mode.map_err(failed)?;
        drop(inspector);
        Ok(Some(Inspection {
            sqlite: rusqlite::version(),
            tables,
            known: NEWEST,
            journal_mode,
            // What is no fingerprint is taken for none: the next start says so.
            fingerprint: fingerprint.and_then(|text| text.parse().ok()),
            // The last one to be closed, so that it tidies up what reading has made.
            refusal: connection::try_to_write(&path).err().map(failed),
        }))
    }
}
