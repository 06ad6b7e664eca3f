//! Which file the configuration is read from.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::config::ConfigError;

/// Where it is looked for, one after the other, if none is named: beside what is being set up, and where
/// the service of this machine has it.
const PLACES: [&str; 2] = ["magiclink.toml", "/etc/magiclink/magiclink.toml"];

/// The file that is named, or else the first that is there, with its text; `None` if there is none.
pub(super) fn read(named: Option<&Path>) -> Result<Option<(PathBuf, String)>, ConfigError> {
    match named {
        Some(path) => read_one(path)
            .map(Some)
            .map_err(|error| refusal(path, &error)),
        None => read_first(&PLACES.map(Path::new)),
    }
}

/// Says where it was looked for.
pub(super) fn nowhere() -> ConfigError {
    let [here, there] = PLACES;
    ConfigError(format!(
        "there is no {here} here, and no {there}: `magiclink init` makes one, --config names another, and \
         `magiclink demo` needs none"
    ))
}

fn read_first(places: &[&Path]) -> Result<Option<(PathBuf, String)>, ConfigError> {
    for path in places {
        match read_one(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            // A file that is there and cannot be read is not passed over for another one.
            found => return found.map(Some).map_err(|error| refusal(path, &error)),
        }
    }
    Ok(None)
}

fn read_one(path: &Path) -> io::Result<(PathBuf, String)> {
    Ok((path.to_owned(), fs::read_to_string(path)?))
}

fn refusal(path: &Path, error: &io::Error) -> ConfigError {
    let who = match error.kind() {
        io::ErrorKind::PermissionDenied => {
            ": run this as the user of the server, as in `sudo -u magiclink …`"
        }
        _ => "",
    };
    ConfigError(format!("cannot read {}: {error}{who}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_file_that_is_there_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let [first, second] = ["first", "second"].map(|name| folder.path().join(name));
        let read = || read_first(&[&first, &second]).map(|found| found.map(|(path, _)| path));
        assert_eq!(read().unwrap(), None);
        fs::write(&second, "").unwrap();
        assert_eq!(read().unwrap(), Some(second.clone()));
        fs::write(&first, "").unwrap();
        assert_eq!(read().unwrap(), Some(first.clone()));
        fs::write(&first, [0xff]).unwrap();
        let refused = read().unwrap_err().to_string();
        assert!(
            refused.starts_with("cannot read ") && refused.contains("first"),
            "{refused}"
        );
    }

    #[test]
    fn a_file_that_is_named_must_be_there() {
        let refused = read(Some(Path::new("/nowhere/magiclink.toml"))).unwrap_err();
        assert!(
            refused
                .to_string()
                .starts_with("cannot read /nowhere/magiclink.toml")
        );
    }
}
