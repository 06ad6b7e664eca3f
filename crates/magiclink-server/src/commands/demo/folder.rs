//! The folder of a demo: gone when the demo ends, and at the start of the next one if it was killed.

use std::{
    env,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

const PREFIX: &str = "magiclink-demo-";
/// A file that is locked as long as the demo runs: the system takes the lock away, however it ends.
const RUNNING: &str = "running";

/// The folder of a demo that runs.
pub(super) struct DemoFolder {
    // In the order in which they are dropped.
    folder: TempDir,
    _lock: File,
}

impl DemoFolder {
    /// Makes one, and deletes those of demos that were killed.
    pub(super) fn create() -> io::Result<Self> {
        delete_left(&env::temp_dir());
        let folder = own_folder(&env::temp_dir())?;
        // It has its name only once it is locked, so that nobody else can take it for one that was left.
        let new = folder.path().join("new");
        let lock = File::create(&new)?;
        lock.lock()?;
        fs::rename(new, folder.path().join(RUNNING))?;
        Ok(Self {
            folder,
            _lock: lock,
        })
    }

    /// Where the pages are that are served.
    pub(super) fn pages(&self) -> PathBuf {
        self.folder.path().join("pages")
    }

    /// The file of the database.
    pub(super) fn database(&self) -> PathBuf {
        self.folder.path().join("magiclink.db")
    }
}

/// Makes a folder that nobody else can look into.
fn own_folder(parent: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o700));
    }
    builder.tempdir_in(parent)
}

/// What cannot be deleted is left to whoever tidies the folder of temporary files.
fn delete_left(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let names = entries.flatten().filter(|entry| {
        let name = entry.file_name();
        name.to_str().is_some_and(|name| name.starts_with(PREFIX))
    });
    for path in names.map(|entry| entry.path()) {
        if is_own_folder(&path) && is_left(&path.join(RUNNING)) {
            let _ = fs::remove_dir_all(path);
        }
    }
}

/// Whether it is a folder, no link to one, that this user has made for nobody else.
#[cfg(unix)]
fn is_own_folder(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    fs::symlink_metadata(path).is_ok_and(|metadata| {
        metadata.is_dir()
            && metadata.uid() == rustix::process::geteuid().as_raw()
            && metadata.mode() & 0o777 == 0o700
    })
}

#[cfg(not(unix))]
fn is_own_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Whether nobody holds the lock any more. A folder without the file is none of a demo.
fn is_left(file: &Path) -> bool {
    let is_file = fs::symlink_metadata(file).is_ok_and(|metadata| metadata.is_file());
    is_file
        && File::open(file)
            .is_ok_and(|file| !matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder as a demo makes it, and the file in it that is locked while it runs.
    fn demo(parent: &Path) -> (PathBuf, File) {
        let path = own_folder(parent).unwrap().keep();
        let file = File::create(path.join(RUNNING)).unwrap();
        file.lock().unwrap();
        (path, file)
    }

    #[test]
    fn only_the_folders_of_demos_that_are_gone_are_deleted() {
        let parent = tempfile::tempdir().unwrap();
        let (running, lock) = demo(parent.path());
        let (killed, ended) = demo(parent.path());
        drop(ended);
        let other = parent.path().join(format!("{PREFIX}notes"));
        fs::create_dir(&other).unwrap();
        delete_left(parent.path());
        assert!(running.exists() && other.exists() && !killed.exists());
        drop(lock);
        delete_left(parent.path());
        assert!(!running.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_a_folder_that_others_can_enter_are_left_alone() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        let parent = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let (target, _) = demo(elsewhere.path());
        let link = parent.path().join(format!("{PREFIX}link"));
        symlink(&target, &link).unwrap();
        let (shared, _) = demo(parent.path());
        fs::set_permissions(&shared, fs::Permissions::from_mode(0o755)).unwrap();
        delete_left(parent.path());
        assert!(target.join(RUNNING).exists() && link.exists() && shared.exists());
    }
}
