//! The checks of a configuration: what is insecure or missing stops the start.

use std::{net::IpAddr, path::PathBuf, time::Duration};

use ipnet::IpNet;
use magiclink::{base_url::BaseUrl, next::Next, secret::Secret, settings::Settings};
use magiclink_axum::TrustedProxies;
use magiclink_lettre::{MailUrl, Sender};
use url::{Host, Url};

use crate::{
    config::{Config, ConfigError, link, login::Confirm, mail, secret, site},
    site::{FOLDER, PAGE, Sites},
};

/// As long as a name of a site can be, on pages and in subjects of mails.
const LONGEST_NAME: usize = 100;

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
    /// The sender of mails.
    pub(crate) sender: Sender,
    /// The proxies in front.
    pub(crate) proxies: TrustedProxies,
    /// The file of the database.
    pub(crate) database: PathBuf,
    /// The folders that are served.
    pub(crate) sites: Sites,
    /// What is allowed and may be a mistake: a sentence each, for the log.
    pub(crate) warnings: Vec<String>,
}

/// Checks a configuration; `place` tells where a setting stands.
pub(super) fn check(
    config: Config,
    place: impl Fn(&str) -> String,
) -> Result<Checked, ConfigError> {
    let refuse = |setting: &str, text| ConfigError(format!("{}: {text}", place(setting)));
    let sites = site::check(&config.site)
        .map_err(|(index, text)| refuse(&format!("site.{index}"), text))?;
    let mut warnings = Vec::new();
    let place_and = |(setting, text): Refused| format!("{}: {text}", place(setting));
    let checked = check_all(config, sites, &mut warnings);
    let mut checked = checked.map_err(|refused| ConfigError(place_and(refused)))?;
    checked.warnings = warnings.into_iter().map(place_and).collect();
    Ok(checked)
}

/// What is refused or warned of: the setting, and the sentence.
pub(super) type Refused = (&'static str, String);

fn check_all(
    mut config: Config,
    sites: Sites,
    warnings: &mut Vec<Refused>,
) -> Result<Checked, Refused> {
    let base_url = check_base_url(&config)?;
    let secret = secret::key(&config)?;
    let mail = mail::url(&config)?;
    let sender = mail::sender(&config, warnings)?;
    let proxies = check_proxies(&config).map_err(|text| ("trusted_proxies", text))?;
    check_login(&config, &base_url, warnings)?;
    link::check(&config.link)?;
    check_site_name(&mut config, warnings);
    let file = config
        .database_url
        .strip_prefix("sqlite:")
        .filter(|file| !file.is_empty());
    let database = file.map(PathBuf::from).ok_or((
        "database_url",
        "write sqlite: and the name of a file".into(),
    ))?;
    Ok(Checked {
        tokens: check_tokens(&config, &secret)?,
        config,
        secret,
        mail,
        sender,
        proxies,
        database,
        sites,
        warnings: Vec::new(),
    })
}

fn check_tokens(config: &Config, secret: &Secret) -> Result<Settings, Refused> {
    let mut tokens = Settings::new(secret.clone(), &*config.base_url)
        .with_max_age(config.login.max_age)
        .with_private_max_age(config.link.default_age)
        .with_namespace(PAGE)
        .with_namespace(FOLDER);
    for fallback in &config.secret_key_fallbacks {
        tokens = tokens.with_fallback(&**fallback);
    }
    match magiclink::Tokens::<i64>::new(tokens.clone()) {
        Ok(_) => Ok(tokens),
        Err(error) => Err(("secret_key", error.to_string())),
    }
}

fn check_proxies(config: &Config) -> Result<TrustedProxies, String> {
    let networks: Result<Vec<_>, _> = config
        .trusted_proxies
        .iter()
        .map(|text| parse_proxy(text))
        .collect();
    TrustedProxies::new(networks?).map_err(|error| error.to_string())
}

fn check_login(
    config: &Config,
    base_url: &BaseUrl,
    warnings: &mut Vec<Refused>,
) -> Result<(), Refused> {
    let refused = |text: &str| Err(("login.max_age", text.to_owned()));
    let login = &config.login;
    if login.max_age > Duration::from_hours(24) {
        return refused("24h is the most: whoever finds the mail later could use the link");
    }
    if login.max_age < Duration::from_mins(1) {
        return refused("1m is the least: mail takes that long");
    }
    if login.max_age > magiclink::settings::LOGIN_MAX_AGE {
        let text = "over 10m, whoever finds the mail later can log in with it";
        warnings.push(("login.max_age", text.to_owned()));
    }
    if login.confirm == Confirm::Never {
        let text =
            "software that opens the links of mails can use them up: choose \"other-browser\"";
        warnings.push(("login.confirm", text.to_owned()));
    }
    if Next::parse(&login.redirect_to, base_url).is_err() {
        let text = "is not a page of the site: write the path, such as /account/";
        return Err((
            "login.redirect_to",
            format!("`{}` {text}", login.redirect_to),
        ));
    }
    Ok(())
}

/// The name of the site is only for the looks: one that cannot stand on a page is left out.
fn check_site_name(config: &mut Config, warnings: &mut Vec<Refused>) {
    let name = config.site_name.trim();
    let is_good = name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control);
    if !is_good {
        let text = format!(
            "write a name of one line and {LONGEST_NAME} characters at most; until then it is \"{}\"",
            Config::default().site_name
        );
        warnings.push(("site_name", text));
    }
    if !is_good || name.is_empty() {
        config.site_name = Config::default().site_name;
    }
}

/// A base URL is https, or http on this machine for trying out.
fn check_base_url(config: &Config) -> Result<BaseUrl, Refused> {
    let refused = |text: String| ("base_url", text);
    let text = &config.base_url;
    let url = parse_base_url(text).map_err(refused)?;
    if url.scheme() == "http" && !config.listen.ip().is_loopback() {
        let text = "without TLS others could read what is sent: listen on 127.0.0.1 only";
        return Err(("listen", text.to_owned()));
    }
    text.parse().map_err(|error| refused(format!("{error}")))
}

fn parse_base_url(text: &str) -> Result<Url, String> {
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
        "https" => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
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

fn parse_proxy(text: &str) -> Result<IpNet, String> {
    text.parse::<IpNet>()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .map_err(|_| format!("`{text}` is not an address or a network like 10.0.0.0/8"))
}
