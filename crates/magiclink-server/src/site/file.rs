//! Finds the file of a path in a folder, and never one outside of it.

use std::{
    fs, io,
    path::{Component, Path, PathBuf},
};

/// What a path names in a folder.
#[derive(Debug, PartialEq)]
pub(crate) enum Found {
    /// A file that can be shown.
    File {
        /// Where it is, without symbolic links.
        file: PathBuf,
        /// The name that it was asked for by, which tells what it is.
        name: PathBuf,
    },
    /// A folder with a page, asked for without the slash at its end.
    Folder,
}

/// Finds what `rest`, the path below a site's own, names in `root`; `None` if nothing is shown there.
///
/// A folder is its `index.html` and is never listed. Symbolic links count where they lead: not out of
/// `root`, and not to a name that begins with a dot. It waits for the disk.
pub(crate) fn find(root: &Path, rest: &str) -> io::Result<Option<Found>> {
    let found = find_there(root, rest);
    match found {
        Err(error) if is_absent(&error) => Ok(None),
        found => found,
    }
}

fn find_there(root: &Path, rest: &str) -> io::Result<Option<Found>> {
    // Read each time: whoever publishes by turning a symbolic link need not start the server anew.
    let root = fs::canonicalize(root)?;
    let is_folder = rest.is_empty() || rest.ends_with('/');
    let mut name = root.join(rest);
    if is_folder {
        name.push(INDEX);
    }
    let file = fs::canonicalize(&name)?;
    if !is_shown(&root, &file) {
        return Ok(None);
    }
    // Neither a pipe, which would be waited for, nor a device.
    let metadata = fs::metadata(&file)?;
    if metadata.is_file() {
        return Ok(Some(Found::File { file, name }));
    }
    let is_page =
        metadata.is_dir() && !is_folder && find_there(&root, &format!("{rest}/"))?.is_some();
    Ok(is_page.then_some(Found::Folder))
}

const INDEX: &str = "index.html";

/// Whether a file is in the folder, and no name on the way begins with a dot.
fn is_shown(root: &Path, file: &Path) -> bool {
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(name) if !name.as_encoded_bytes().starts_with(b"."));
    file.strip_prefix(root)
        .is_ok_and(|below| below.components().all(is_plain))
}

fn is_absent(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidFilename, IsADirectory, NotADirectory, NotFound};
    matches!(
        error.kind(),
        NotFound | NotADirectory | IsADirectory | InvalidFilename
    )
}
