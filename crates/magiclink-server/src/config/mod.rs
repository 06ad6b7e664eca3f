//! The configuration: a file, then the environment, then checks.

mod address;
mod audit;
mod base_url;
#[cfg(test)]
mod book;
mod check;
mod database;
mod exposed;
mod file;
mod link;
mod log;
mod login;
mod mail;
mod metrics;
mod secret;
mod session;
mod site;
mod source;
mod span;

use std::{net::SocketAddr, path::Path};

use serde::{Deserialize, Serialize};

use self::{audit::Audit, source::Sources};
pub(crate) use self::{
    check::Checked,
    link::Link,
    log::{Log, LogFormat},
    login::Login,
    metrics::Metrics,
    session::Session,
    site::Folder,
    source::{ConfigError, Origin},
};

/// Every setting. A text that is empty is not set.
///
/// Each is a key of `magiclink.toml` and an environment variable: `[login] max_age` is
/// `MAGICLINK_LOGIN_MAX_AGE`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// Where people reach the server; every link begins with it.
    pub(crate) base_url: String,
    /// The address and port to listen on.
    #[serde(deserialize_with = "address::deserialize")]
    pub(crate) listen: SocketAddr,
    /// The database: `sqlite:FILE` or `postgres://…`.
    pub(crate) database_url: String,
    /// The file that holds the password of the database.
    pub(crate) database_password_file: String,
    /// At most so many connections to PostgreSQL at the same time.
    pub(crate) database_connections: usize,
    /// Whether opening the database makes its tables and brings them up to date.
    pub(crate) database_migrate: bool,
    /// The file that holds the secret key.
    pub(crate) secret_key_file: String,
    /// The secret key itself, for the environment.
    pub(crate) secret_key: String,
    /// Secret keys that were in use before, for as long as their links may live.
    pub(crate) secret_key_fallbacks: Vec<String>,
    /// Where mails go: `smtp://`, `smtps://`, `file:`, `console:` or `inbox:`.
    pub(crate) mail_url: String,
    /// The file that holds the password of the mail server.
    pub(crate) mail_password_file: String,
    /// The file of the authorities that the certificate of the mail server may come from.
    pub(crate) mail_ca_file: String,
    /// The sender of mails.
    pub(crate) mail_from: String,
    /// The name of the site, on pages and in mails.
    pub(crate) site_name: String,
    /// The addresses and networks of proxies whose `X-Forwarded-For` is believed.
    pub(crate) trusted_proxies: Vec<String>,
    /// The folder of templates that take the place of the built-in ones.
    pub(crate) templates: String,
    /// Folders that are served.
    pub(crate) site: Vec<Folder>,
    /// Login links.
    pub(crate) login: Login,
    /// Private links.
    pub(crate) link: Link,
    /// Sessions.
    pub(crate) session: Session,
    /// The audit log.
    pub(crate) audit: Audit,
    /// The log.
    pub(crate) log: Log,
    /// Metrics.
    pub(crate) metrics: Metrics,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            base_url: String::new(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8000)),
            database_url: "sqlite:magiclink.db".to_owned(),
            database_password_file: String::new(),
            database_connections: 16,
            database_migrate: true,
            secret_key_file: String::new(),
            secret_key: String::new(),
            secret_key_fallbacks: Vec::new(),
            mail_url: String::new(),
            mail_password_file: String::new(),
            mail_ca_file: String::new(),
            mail_from: String::new(),
            site_name: "magiclink".to_owned(),
            trusted_proxies: Vec::new(),
            templates: String::new(),
            site: Vec::new(),
            login: Login::default(),
            link: Link::default(),
            session: Session::default(),
            audit: Audit::default(),
            log: Log::default(),
            metrics: Metrics::default(),
        }
    }
}

impl Config {
    /// Reads `file`, or the first of those that are looked for, then the environment, and checks the
    /// whole.
    ///
    /// # Errors
    ///
    /// One sentence that names the line or the variable and says what to do.
    pub(crate) fn read(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Checked, ConfigError> {
        let sources = Sources::read(file, environment)?;
        let mut checked = check::check(sources.config()?, |setting| sources.place(setting))?;
        checked.origin = sources.origin();
        checked.warnings.extend(sources.warning);
        Ok(checked)
    }

    /// Checks settings that come from the program itself.
    pub(crate) fn check(self) -> Result<Checked, ConfigError> {
        check::check(self, str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_lists_every_setting_with_its_default() {
        let example: toml::Table = include_str!("../../magiclink.example.toml")
            .parse()
            .unwrap();
        assert_eq!(example, toml::Table::try_from(Config::default()).unwrap());
    }
}
