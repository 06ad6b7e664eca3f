//! The checks of a configuration: what is insecure or missing stops the start.

use std::{
    fs,
    net::IpAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use ipnet::IpNet;
use magiclink::{secret::Secret, settings::Settings};
use magiclink_axum::TrustedProxies;
use magiclink_lettre::{MailUrl, MailUrlError, Sender};
use url::{Host, Url};

use crate::{
    config::{Config, ConfigError, link, site},
    site::{FOLDER, PAGE, Sites},
};

/// A configuration that has been checked.
#[derive(Debug)]
pub(crate) struct Checked {
    /// The settings as they were given.
    pub(crate) config: Config,
    /// The secret key.
    pub(crate) secret: Secret,
    /// How tokens are made.
    pub(crate) tokens: Settings,
    /// The mail server.
    pub(crate) mail: MailUrl,
    /// The proxies in front.
    pub(crate) proxies: TrustedProxies,
    /// The file of the database.
    pub(crate) database: PathBuf,
    /// The folders that are served.
    pub(crate) sites: Sites,
}

/// Checks a configuration; `place` tells where a setting stands.
pub(super) fn check(
    config: Config,
    place: impl Fn(&str) -> String,
) -> Result<Checked, ConfigError> {
    let refuse = |setting: &str, text| ConfigError(format!("{}: {text}", place(setting)));
    let sites = site::check(&config.site)
        .map_err(|(index, text)| refuse(&format!("site.{index}"), text))?;
    check_all(config, sites).map_err(|(setting, text)| refuse(setting, text))
}

/// What is refused: the setting, and the sentence.
type Refused = (&'static str, String);

fn check_all(config: Config, sites: Sites) -> Result<Checked, Refused> {
    check_base_url(&config.base_url).map_err(|text| ("base_url", text))?;
    let secret = read_secret(&config)?;
    let mail = check_mail(&config)?;
    let proxies = check_proxies(&config).map_err(|text| ("trusted_proxies", text))?;
    check_login(&config).map_err(|text| ("login.max_age", text))?;
    link::check(&config.link)?;
    let file = config
        .database_url
        .strip_prefix("sqlite:")
        .filter(|file| !file.is_empty());
    let database = file.map(PathBuf::from).ok_or((
        "database_url",
        "write sqlite: and the name of a file".into(),
    ))?;
    let mut tokens = Settings::new(secret.clone(), &*config.base_url)
        .with_max_age(config.login.max_age)
        .with_private_max_age(config.link.default_age)
        .with_namespace(PAGE)
        .with_namespace(FOLDER);
    for fallback in &config.secret_key_fallbacks {
        tokens = tokens.with_fallback(&**fallback);
    }
    if let Err(error) = magiclink::Tokens::<i64>::new(tokens.clone()) {
        return Err(("secret_key", error.to_string()));
    }
    Ok(Checked {
        config,
        secret,
        tokens,
        mail,
        proxies,
        database,
        sites,
    })
}

fn check_mail(config: &Config) -> Result<MailUrl, Refused> {
    let url = |error: MailUrlError| ("mail_url", error.to_string());
    let mut mail: MailUrl = config.mail_url.parse().map_err(url)?;
    if !config.mail_password_file.is_empty() {
        let password = read_secret_file(Path::new(&config.mail_password_file))
            .map_err(|text| ("mail_password_file", text))?;
        mail = mail
            .with_password(password.expose().to_owned().into())
            .map_err(url)?;
    }
    if mail.is_for_development() && !config.listen.ip().is_loopback() {
        let text = "mails would stay on this machine while others can reach the server: use smtp:// \
                    or smtps://, or listen on 127.0.0.1";
        return Err(("mail_url", text.to_owned()));
    }
    if let Err(error) = config.mail_from.parse::<Sender>() {
        return Err((
            "mail_from",
            format!("{error}: write it like login@example.com"),
        ));
    }
    Ok(mail)
}

fn check_proxies(config: &Config) -> Result<TrustedProxies, String> {
    let networks: Result<Vec<_>, _> = config
        .trusted_proxies
        .iter()
        .map(|text| parse_proxy(text))
        .collect();
    TrustedProxies::new(networks?).map_err(|error| error.to_string())
}

fn check_login(config: &Config) -> Result<(), String> {
    let max_age = config.login.max_age;
    if max_age > Duration::from_hours(24) {
        return Err("24h is the most: whoever finds the mail later could use the link".to_owned());
    }
    if max_age < Duration::from_mins(1) {
        return Err("1m is the least: mail takes that long".to_owned());
    }
    Ok(())
}

/// A base URL is https, or http on this machine for trying out.
fn check_base_url(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Err("set where people reach the server, like https://example.com".to_owned());
    }
    let url = Url::parse(text).map_err(|error| format!("`{text}` is not a URL: {error}"))?;
    let is_plain = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.path() == "/";
    if !is_plain {
        return Err(format!(
            "`{text}` has more than a host: write it like https://example.com"
        ));
    }
    match url.scheme() {
        "https" => Ok(()),
        "http" if is_loopback(&url) => Ok(()),
        "http" => Err("cookies and links need https://: put a proxy with TLS in front".to_owned()),
        scheme => Err(format!("`{scheme}:` is not for browsers: write https://")),
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn read_secret(config: &Config) -> Result<Secret, Refused> {
    match (
        config.secret_key.is_empty(),
        config.secret_key_file.is_empty(),
    ) {
        (false, true) => Ok(Secret::new(&*config.secret_key)),
        (true, false) => read_secret_file(Path::new(&config.secret_key_file))
            .map_err(|text| ("secret_key_file", text)),
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

/// Reads a secret from a file that only its owner can read.
pub(crate) fn read_secret_file(path: &Path) -> Result<Secret, String> {
    let name = path.display();
    let text = fs::read_to_string(path).map_err(|error| format!("cannot read {name}: {error}"))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let metadata =
            fs::metadata(path).map_err(|error| format!("cannot read {name}: {error}"))?;
        if metadata.permissions().mode() & 0o077 != 0 {
            return Err(format!("others can read {name}: run `chmod 600 {name}`"));
        }
    }
    Ok(Secret::new(text.trim_end_matches(['\r', '\n'])))
}

fn parse_proxy(text: &str) -> Result<IpNet, String> {
    text.parse::<IpNet>()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .map_err(|_| format!("`{text}` is not an address or a network like 10.0.0.0/8"))
}
