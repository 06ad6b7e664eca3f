//! Who else can read the configuration.

use std::path::Path;

use url::Url;

use crate::{
    config::{Config, check::Refused, secret},
    database::DatabaseUrl,
};

/// Refuses a file with a secret in it that is not for its owner only, and warns of one that everyone can
/// read or change. `config` is what stands in the file.
pub(super) fn check(file: &Path, config: &Config) -> Result<Option<String>, Refused> {
    let (mode, name) = (secret::permissions(file), file.display());
    if let Some(setting) = secret_in(config).filter(|_| mode & 0o077 != 0) {
        let text = format!("others can read this secret: run `chmod 600 {name}`");
        return Err((setting, text));
    }
    let warning = format!("everyone can read or change {name}: run `chmod 600 {name}`");
    Ok((mode & 0o007 != 0).then_some(warning))
}

/// The first setting that has a secret in it.
fn secret_in(config: &Config) -> Option<&'static str> {
    let database_url = DatabaseUrl::parse(&config.database_url, config.database_migrate);
    let mail_url = Url::parse(&config.mail_url);
    let settings = [
        ("secret_key", !config.secret_key.is_empty()),
        (
            "secret_key_fallbacks",
            !config.secret_key_fallbacks.is_empty(),
        ),
        (
            "database_url",
            database_url.is_ok_and(|url| url.has_password()),
        ),
        (
            "mail_url",
            mail_url.is_ok_and(|url| url.password().is_some()),
        ),
    ];
    settings
        .into_iter()
        .find_map(|(setting, is_set)| is_set.then_some(setting))
}
