//! The file of a database: made for its owner only, or for a while.

use std::{
    env,
    fs::{self, DirBuilder, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use magiclink::token::TokenId;

use crate::error::OpenError;

/// The smallest page that SQLite has, so the least that a database holds.
const SMALLEST_PAGE: u64 = 512;

/// Makes an empty file that only its owner can read, unless there is one. SQLite gives the files beside
/// it the same permissions.
pub(crate) fn create(path: &Path) -> Result<(), OpenError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => check(path),
        Err(error) => Err(create_error(path, error)),
        Ok(_) => Ok(()),
    }
}

/// Whether there is a file; refuses one that is no database.
pub(crate) fn is_there(path: &Path) -> Result<bool, OpenError> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(create_error(path, error)),
        Ok(_) => check(path).map(|()| true),
    }
}

/// Refuses a file that is too short for a database: SQLite would take it for an empty one and write over
/// it.
///
/// It must not be opened here: when a process closes a file, all locks that it has on it are gone, also
/// those of another store.
fn check(path: &Path) -> Result<(), OpenError> {
    let metadata = fs::metadata(path).map_err(|error| create_error(path, error))?;
    match metadata.len() {
        1..SMALLEST_PAGE => Err(OpenError::Foreign(path.to_owned())),
        _ => Ok(()),
    }
}

/// Refuses a database that every user of this machine can read or change, or one of the files beside it:
/// whoever reads the mails that wait can log in as their readers. A group may be let in on purpose.
#[cfg(unix)]
pub(crate) fn check_permissions(path: &Path) -> Result<(), OpenError> {
    use std::os::unix::fs::PermissionsExt as _;

    for suffix in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(suffix);
        let file = PathBuf::from(file);
        match fs::metadata(&file) {
            Ok(metadata) if metadata.permissions().mode() & 0o007 != 0 => {
                return Err(OpenError::Exposed(file));
            }
            // It may not be there, or no longer; whether it can be used is seen when it is.
            Ok(_) | Err(_) => {}
        }
    }
    Ok(())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
pub(crate) fn check_permissions(_: &Path) -> Result<(), OpenError> {
    Ok(())
}

/// A folder for one database, deleted with all that is in it when it is dropped.
#[derive(Debug)]
pub(crate) struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    pub(crate) fn create() -> Result<Self, OpenError> {
        let path = env::temp_dir().join(format!("magiclink-{}", TokenId::random()?));
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        match builder.create(&path) {
            Ok(()) => Ok(Self(path)),
            Err(error) => Err(create_error(&path, error)),
        }
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.0.join("magiclink.db")
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        // What cannot be deleted is left to whoever tidies the folder of temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn create_error(path: &Path, source: io::Error) -> OpenError {
    OpenError::Create {
        path: path.to_owned(),
        source,
    }
}
