//! Where the database is, and how it is spoken to.

use std::{
    fmt,
    net::IpAddr,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use magiclink::secret::Secret;
use percent_encoding::percent_decode_str;
use tokio_postgres::{
    Config,
    config::{Host, SslMode, TargetSessionAttrs},
};

use crate::{error::SettingsError, inspection::Transport};

/// Where the database is, and how it is spoken to.
///
/// It is read from a URL such as `postgres://user@db.example/magiclink`, with the parameters that
/// PostgreSQL's own programs take:
///
/// - `sslmode`: `verify-full` or `require`, which is the same here: the certificate is verified, against
///   `sslrootcert` if that names a file of certificates, and otherwise against the authorities that
///   Mozilla trusts. `disable` is for this machine only. Without it a socket and loopback are spoken
///   to in clear text, all else with `verify-full`.
/// - `host=/var/run/postgresql` for the folder of a socket.
/// - `options=-c search_path=magiclink` for a schema of its own in the database of an application.
///
/// An `@` that does not stand before the host is written `%40`, and a `/` in a password `%2F`.
///
/// ```
/// use magiclink_postgres::PostgresSettings;
///
/// let settings: PostgresSettings = "postgres://magiclink@db.example/magiclink".parse()?;
/// let settings = settings.with_connections(4);
/// # Ok::<(), magiclink_postgres::SettingsError>(())
/// ```
#[derive(Clone)]
pub struct PostgresSettings {
    pub(crate) config: Config,
    pub(crate) authorities: Option<PathBuf>,
    pub(crate) connections: usize,
    pub(crate) wait: Duration,
    pub(crate) patience: Duration,
    pub(crate) migrates: bool,
}

impl PostgresSettings {
    /// Takes the password from elsewhere than the URL.
    #[must_use]
    pub fn with_password(mut self, password: &Secret) -> Self {
        self.config.password(password.expose());
        self
    }

    /// At most so many connections at the same time; 16 if it is not said. 0 counts as 1.
    #[must_use]
    pub fn with_connections(self, connections: usize) -> Self {
        Self {
            connections: connections.max(1),
            ..self
        }
    }

    /// How long a call waits for a connection when all are in use; 5 seconds if it is not said.
    #[must_use]
    pub fn with_wait(self, wait: Duration) -> Self {
        Self { wait, ..self }
    }

    /// How long a call waits for the answer on its connection, which is closed then; 10 seconds if it
    /// is not said. The database itself ends a statement after 5.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Whether the tables are made and brought up to date; they are if it is not said.
    #[must_use]
    pub fn with_migration(self, migrates: bool) -> Self {
        Self { migrates, ..self }
    }

    /// Whether the URL or [`with_password`](Self::with_password) has given a password.
    #[must_use]
    pub fn has_password(&self) -> bool {
        self.config.get_password().is_some()
    }

    /// How what is sent is protected.
    pub(crate) fn transport(&self) -> Transport {
        if self.config.get_ssl_mode() != SslMode::Disable {
            Transport::Tls
        } else if is_this_machine(&self.config) {
            Transport::ThisMachine
        } else {
            Transport::ClearText
        }
    }

    /// The name of the database, for messages.
    pub(crate) fn database(&self) -> String {
        let name = self.config.get_dbname().or(self.config.get_user());
        name.unwrap_or_default().to_owned()
    }
}

impl FromStr for PostgresSettings {
    type Err = SettingsError;

    fn from_str(url: &str) -> Result<Self, SettingsError> {
        let url = Url::split(url)?;
        let mut config: Config = url.rest.parse().map_err(SettingsError::Url)?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err(SettingsError::NoHost);
        }
        let is_here = is_this_machine(&config);
        let is_encrypted = match url.mode.as_deref() {
            None => !is_here,
            Some("require" | "verify-full") => true,
            Some("disable") if is_here || url.is_clear_text_allowed => false,
            Some("disable") => return Err(SettingsError::ClearText),
            Some(_) => return Err(SettingsError::SslMode),
        };
        config.ssl_mode(if is_encrypted {
            SslMode::Require
        } else {
            SslMode::Disable
        });
        bound(&mut config);
        Ok(Self {
            config,
            authorities: url.authorities,
            connections: CONNECTIONS,
            wait: WAIT,
            patience: PATIENCE,
            migrates: true,
        })
    }
}

/// Never the password; `Config` hides it.
impl fmt::Debug for PostgresSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("PostgresSettings");
        debug.field("config", &self.config);
        debug.field("connections", &self.connections);
        debug.finish_non_exhaustive()
    }
}

const CONNECTIONS: usize = 16;
const WAIT: Duration = Duration::from_secs(5);
/// Longer than the server itself lets a statement take: only a server that is gone is so silent.
const PATIENCE: Duration = Duration::from_secs(10);
const CONNECT: Duration = Duration::from_secs(5);
/// Until a connection whose other end no longer answers is given up.
const SILENCE: Duration = Duration::from_secs(10);
const KEEPALIVE: Duration = Duration::from_secs(30);
/// Before the settings of the URL, so that those win.
///
/// A statement that hangs, a lock that is not given free, a client that is gone in the middle of a
/// transaction: each ends. What was answered is on the disk, or a spent link would be open again after
/// a power failure. The stores take their locks for this isolation; another one, set for the whole
/// database, would only add failures.
const OPTIONS: &str = "-c statement_timeout=5s -c lock_timeout=3s \
    -c idle_in_transaction_session_timeout=10s -c synchronous_commit=on \
    -c default_transaction_isolation=read\\ committed";

/// Sees to it that nothing waits for ever, and that the server is one that can be written to.
fn bound(config: &mut Config) {
    let options = match config.get_options() {
        Some(options) => format!("{OPTIONS} {options}"),
        None => OPTIONS.to_owned(),
    };
    config.options(options);
    if config.get_application_name().is_none() {
        config.application_name("magiclink");
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(SILENCE);
    }
    config.keepalives_idle(KEEPALIVE);
    if config.get_target_session_attrs() == TargetSessionAttrs::Any {
        config.target_session_attrs(TargetSessionAttrs::ReadWrite);
    }
}

/// Whether nothing that is sent leaves this machine.
fn is_this_machine(config: &Config) -> bool {
    if !config.get_hostaddrs().is_empty() {
        return config.get_hostaddrs().iter().all(IpAddr::is_loopback);
    }
    config.get_hosts().iter().all(|host| match host {
        #[cfg(unix)]
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost"
                || name
                    .parse()
                    .is_ok_and(|address: IpAddr| address.is_loopback())
        }
    })
}

/// A URL, and what is taken out of it: `tokio-postgres` knows neither `verify-full` nor certificates.
struct Url {
    rest: String,
    mode: Option<String>,
    authorities: Option<PathBuf>,
    is_clear_text_allowed: bool,
}

impl Url {
    fn split(url: &str) -> Result<Self, SettingsError> {
        let (credentials, address, parameters) = parts(url)?;
        let mut split = Self {
            rest: format!("postgres://{credentials}{address}"),
            mode: None,
            authorities: None,
            is_clear_text_allowed: false,
        };
        let mut separator = '?';
        for parameter in parameters
            .split('&')
            .filter(|parameter| !parameter.is_empty())
        {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let value = percent_decode_str(value).decode_utf8_lossy().into_owned();
            match name {
                "sslmode" => split.mode = Some(value),
                "sslrootcert" => split.authorities = Some(Path::new(&value).to_owned()),
                "dangerous_clear_text" => split.is_clear_text_allowed = value == "true",
                _ => {
                    split.rest.push(separator);
                    split.rest.push_str(parameter);
                    separator = '&';
                }
            }
        }
        Ok(split)
    }
}

/// What comes before the host, up to and with the `@`; the host and the database; and the parameters.
///
/// As PostgreSQL's own programs read it: a `/` ends the credentials, a `?` does not. A further `@` is
/// refused, since what comes before it may be the rest of a password, and messages name databases and
/// parameters.
fn parts(url: &str) -> Result<(&str, &str, &str), SettingsError> {
    let rest = ["postgres://", "postgresql://"]
        .iter()
        .find_map(|scheme| url.strip_prefix(scheme))
        .ok_or(SettingsError::Scheme)?;
    let end = match rest.find(['@', '/']) {
        Some(end) if rest[end..].starts_with('@') => end + 1,
        _ => 0,
    };
    let (credentials, rest) = rest.split_at(end);
    if rest.contains('@') {
        return Err(SettingsError::Escape);
    }
    let (address, parameters) = rest.split_once('?').unwrap_or((rest, ""));
    Ok((credentials, address, parameters))
}
