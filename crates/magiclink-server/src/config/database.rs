//! The check of `database_url` and of the file with its password.

use std::path::Path;

use crate::{
    config::{Config, check::Refused, secret},
    database::DatabaseUrl,
};

pub(super) fn url(config: &Config) -> Result<DatabaseUrl, Refused> {
    let database = DatabaseUrl::parse(&config.database_url, config.database_migrate)
        .map_err(|text| ("database_url", text))?;
    if config.database_connections == 0 {
        let text = "1 is the least: without a connection nothing can be kept";
        return Err(("database_connections", text.to_owned()));
    }
    let database = database.with_connections(config.database_connections);
    if config.database_password_file.is_empty() {
        return Ok(database);
    }
    let password = secret::read(Path::new(&config.database_password_file));
    password
        .and_then(|password| database.with_password(&password))
        .map_err(|text| ("database_password_file", text))
}
