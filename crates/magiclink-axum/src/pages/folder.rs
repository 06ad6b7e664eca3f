//! Templates of the operator's own, in a folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// A file that takes the place of a template, or that one of them includes.
#[derive(Debug)]
pub(super) struct Found {
    /// Its name: the path in the folder, with `/`.
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) source: String,
}

/// The folder of templates cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the templates in {} cannot be read", path.display())]
pub struct FolderError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the operating system said.
    pub source: io::Error,
}

/// Reads every `.html`, `.txt` and `.css` file in the folder and in `pages` and `mail` below it.
pub(super) fn read(folder: &Path) -> Result<Vec<Found>, FolderError> {
    let mut found = Vec::new();
    read_into(&mut found, folder, "")?;
    for below in ["pages", "mail"] {
        let path = folder.join(below);
        if path.is_dir() {
            read_into(&mut found, &path, &format!("{below}/"))?;
        }
    }
    Ok(found)
}

fn read_into(found: &mut Vec<Found>, folder: &Path, prefix: &str) -> Result<(), FolderError> {
    let error = |path: &Path| {
        let path = path.to_owned();
        move |source| FolderError { path, source }
    };
    for entry in fs::read_dir(folder).map_err(error(folder))? {
        let path = entry.map_err(error(folder))?.path();
        let is_template = path
            .extension()
            .is_some_and(|end| end == "html" || end == "txt" || end == "css");
        let name = path.file_name().and_then(|name| name.to_str());
        if let (true, Some(name)) = (is_template && path.is_file(), name) {
            let source = fs::read_to_string(&path).map_err(error(&path))?;
            found.push(Found {
                name: format!("{prefix}{name}"),
                path: path.clone(),
                source,
            });
        }
    }
    Ok(())
}
