//! The files: who else can read or change them, and whether they are served by mistake.

use std::{
    fs::{self, Metadata},
    path::{Path, PathBuf},
};

use crate::{config::Checked, finding::Finding};

const PART: &str = "files";

/// The modes of the settings, of the files with secrets and of the database. What is readable for too many is
/// refused when it is read; here is what is left.
pub(super) fn look(checked: &Checked) -> Vec<Finding> {
    let files = files(checked);
    let there: Vec<_> = files
        .iter()
        .filter_map(|file| Some((file, metadata(file)?)))
        .collect();
    let names = there
        .iter()
        .map(|(file, metadata)| format!("{}{}", file.display(), mode(metadata)));
    let mut findings = Vec::new();
    if !there.is_empty() {
        let names = names.collect::<Vec<_>>().join(", ");
        findings.push(Finding::good(PART, names));
    }
    findings.extend(there.iter().filter_map(|(file, _)| replaceable(file)));
    findings.extend(checked.database.file().and_then(of_another));
    for folder in &checked.config.site {
        let served = |file: &&PathBuf| is_in(file, Path::new(&folder.root));
        findings.extend(files.iter().filter(served).map(|file| {
            let text = format!(
                "{} is in the folder that is served at {}: whoever may see that can read it",
                file.display(),
                folder.path
            );
            Finding::wrong(PART, text, "put it elsewhere")
        }));
    }
    findings
}

fn files(checked: &Checked) -> Vec<PathBuf> {
    let config = &checked.config;
    let secrets = [
        &config.secret_key_file,
        &config.mail_password_file,
        &config.database_password_file,
    ];
    let secrets = secrets.into_iter().filter(|name| !name.is_empty());
    let database = checked.database.file().map(Path::to_owned);
    let settings = checked.origin.file.clone();
    settings
        .into_iter()
        .chain(secrets.map(PathBuf::from))
        .chain(database)
        .collect()
}

fn metadata(file: &Path) -> Option<Metadata> {
    fs::metadata(file).ok()
}

fn is_in(file: &Path, folder: &Path) -> bool {
    match (fs::canonicalize(file), fs::canonicalize(folder)) {
        (Ok(file), Ok(folder)) => file.starts_with(folder),
        _ => false,
    }
}

/// Whether anybody can put another file in its place.
#[cfg(unix)]
fn replaceable(file: &Path) -> Option<Finding> {
    use std::os::unix::fs::PermissionsExt as _;

    let whole = fs::canonicalize(file).ok()?;
    let folder = whole.parent()?;
    let mode = metadata(folder)?.permissions().mode();
    // In a folder like /tmp only the owner of a file can.
    let is_open = mode & 0o002 != 0 && mode & 0o1000 == 0;
    is_open.then(|| {
        let (file, folder) = (file.display(), folder.display());
        let text = format!("anybody can put another file in the place of {file}");
        Finding::wrong(PART, text, &format!("run `chmod o-w {folder}`"))
    })
}

#[cfg(not(unix))]
fn replaceable(_: &Path) -> Option<Finding> {
    None
}

/// Whether what is found here is found for the user of the server.
#[cfg(unix)]
fn of_another(database: &Path) -> Option<Finding> {
    use std::os::unix::fs::MetadataExt as _;

    let owner = metadata(database)?.uid();
    let user = rustix::process::geteuid().as_raw();
    (owner != user).then(|| {
        let text =
            format!("the database is the user's with the number {owner}, and this runs as {user}");
        let advice = "run it as the user of the server, as in `sudo -u magiclink magiclink doctor`";
        Finding::warning(PART, text, advice)
    })
}

#[cfg(not(unix))]
fn of_another(_: &Path) -> Option<Finding> {
    None
}

#[cfg(unix)]
fn mode(metadata: &Metadata) -> String {
    use std::os::unix::fs::PermissionsExt as _;

    format!(" {:04o}", metadata.permissions().mode() & 0o7777)
}

#[cfg(not(unix))]
fn mode(_: &Metadata) -> String {
    String::new()
}
