//! Secrets in files: the secret key, and the password of the mail server.

use std::{fs, path::Path};

use magiclink::{Tokens, secret::Secret, settings::Settings};

use crate::config::{Config, check::Refused};

/// The secret key, from where it is.
pub(super) fn key(config: &Config) -> Result<Secret, Refused> {
    match (
        config.secret_key.is_empty(),
        config.secret_key_file.is_empty(),
    ) {
        (false, true) => Ok(Secret::new(&*config.secret_key)),
        (true, false) => {
            read(Path::new(&config.secret_key_file)).map_err(|text| ("secret_key_file", text))
        }
        (true, true) => Err((
            "secret_key",
            "set secret_key_file; `magiclink init` makes one".to_owned(),
        )),
        (false, false) => Err((
            "secret_key",
            "set secret_key or secret_key_file, not both".to_owned(),
        )),
    }
}

/// Refuses a secret key that can be guessed, or that could be read as two; `settings` are made with it.
pub(super) fn check(secret: &Secret, settings: &Settings) -> Result<(), String> {
    if secret.expose().contains('|') {
        return Err(
            "a secret key must not have `|` in it: that is what keys are joined by".to_owned(),
        );
    }
    match Tokens::<i64>::new(settings.clone()) {
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

/// Reads a secret from a file that only its owner can read, or root's that one group can read, too.
pub(super) fn read(path: &Path) -> Result<Secret, String> {
    let name = path.display();
    let text = fs::read_to_string(path).map_err(|error| format!("cannot read {name}: {error}"))?;
    if permissions(path) & refused(path) != 0 {
        return Err(format!("others can read {name}: run `chmod 600 {name}`"));
    }
    Ok(Secret::new(text.trim_end_matches(['\r', '\n'])))
}

/// What nobody but its owner may do with a file that holds a secret.
///
/// A file of root's may be for one group to read: in this way /etc has the secrets of a service that must
/// not change them, and systemd hands credentials over.
fn refused(path: &Path) -> u32 {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let is_of_root = fs::metadata(path).is_ok_and(|metadata| metadata.uid() == 0);
        if is_of_root { 0o037 } else { 0o077 }
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        0
    }
}

/// What others than the owner may do with a file; nothing where that cannot be told.
pub(super) fn permissions(path: &Path) -> u32 {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::metadata(path).map_or(0, |metadata| metadata.permissions().mode())
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        0
    }
}
