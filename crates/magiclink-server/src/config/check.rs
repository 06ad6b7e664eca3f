//! The checks of a configuration: what is insecure or missing stops the start.

use std::{net::IpAddr, time::Duration};

use ipnet::IpNet;
use magiclink::{base_url::BaseUrl, next::Next, secret::Secret, settings::Settings};
use magiclink_axum::TrustedProxies;
use magiclink_lettre::{MailUrl, Sender};

use crate::{
    config::{
        Config, ConfigError, Origin, base_url, database, link, login::Confirm, mail, metrics,
        secret, site,
    },
    database::DatabaseUrl,
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
    /// The database.
    pub(crate) database: DatabaseUrl,
    /// The folders that are served.
    pub(crate) sites: Sites,
    /// Where the settings come from.
    pub(crate) origin: Origin,
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
    let base_url = base_url::check(&config)?;
    let secret = secret::key(&config)?;
    let mail = mail::url(&config)?;
    let sender = mail::sender(&config, warnings)?;
    let proxies = check_proxies(&config).map_err(|text| ("trusted_proxies", text))?;
    check_login(&config, &base_url, warnings)?;
    link::check(&config.link)?;
    config.session.check()?;
    config.audit.check()?;
    config.log.check().map_err(|text| ("log.level", text))?;
    metrics::check(&config, warnings)?;
    check_site_name(&mut config, warnings);
    let database = database::url(&config)?;
    Ok(Checked {
        tokens: check_tokens(&config, &secret)?,
        config,
        secret,
        mail,
        sender,
        proxies,
        database,
        sites,
        origin: Origin::default(),
        warnings: Vec::new(),
    })
}

fn check_tokens(config: &Config, secret: &Secret) -> Result<Settings, Refused> {
    let settings = |secret: Secret| {
        Settings::new(secret, &*config.base_url)
            .with_max_age(config.login.max_age)
            .with_private_max_age(config.link.default_age)
            .with_namespace(PAGE)
            .with_namespace(FOLDER)
    };
    let key = if config.secret_key_file.is_empty() {
        "secret_key"
    } else {
        "secret_key_file"
    };
    let mut tokens = settings(secret.clone());
    secret::check(secret, &tokens).map_err(|text| (key, text))?;
    for fallback in &config.secret_key_fallbacks {
        let fallback = Secret::new(&**fallback);
        secret::check(&fallback, &settings(fallback.clone()))
            .map_err(|text| ("secret_key_fallbacks", text))?;
        tokens = tokens.with_fallback(fallback);
    }
    Ok(tokens)
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

fn parse_proxy(text: &str) -> Result<IpNet, String> {
    text.parse::<IpNet>()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .map_err(|_| format!("`{text}` is not an address or a network like 10.0.0.0/8"))
}
