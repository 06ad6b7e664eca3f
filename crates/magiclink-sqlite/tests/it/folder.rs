//! Where a test keeps its database.

use std::{fs, path::PathBuf};

use magiclink::token::TokenId;

/// A folder that is deleted with all that is in it.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        let name = TokenId::random().expect("a name for the folder");
        let path = std::env::temp_dir().join(format!("magiclink-test-{name}"));
        fs::create_dir(&path).expect("an empty folder");
        Self(path)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.0.join("magiclink.db")
    }

    /// Makes the file that a test wrote its owner's alone: no other is opened.
    pub(crate) fn keep_to_owner(&self) {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::Permissions::from_mode(0o600);
            fs::set_permissions(self.database(), mode).expect("the file is there");
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).expect("the folder is there");
    }
}
