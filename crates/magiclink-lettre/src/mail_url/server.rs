//! The mail server of an `smtp:` or `smtps:` URL.

use std::{borrow::Cow, fmt, net::IpAddr};

use percent_encoding::percent_decode_str;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::mail_url::{MailUrlError, certificates::Authorities};

/// A mail server, and how to log in there. Neither its `Debug` nor its `Display` shows the password.
#[derive(Clone, Debug)]
pub struct SmtpServer {
    pub(crate) security: Security,
    /// Without the brackets of an IPv6 address.
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) user: Option<String>,
    pub(crate) password: Option<SecretString>,
    /// The authorities that are trusted; those of Mozilla if there are none.
    pub(crate) authorities: Option<Authorities>,
}

/// How the way to a mail server is protected.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS before anything of worth, or nothing is sent.
    StartTls,
    /// Nothing: the server is on this machine.
    Loopback,
}

impl SmtpServer {
    /// Reads a whole URL.
    pub(super) fn parse(text: &str) -> Result<Self, MailUrlError> {
        // `Url` drops tabs and line ends without a word.
        if text.chars().any(char::is_control) {
            return Err(MailUrlError::Shape);
        }
        let url = Url::parse(text).map_err(shape_error)?;
        let host = host(&url)?;
        let security = match url.scheme() {
            "smtps" => Security::Tls,
            _ if is_loopback(&host) => Security::Loopback,
            _ => Security::StartTls,
        };
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
            return Err(MailUrlError::Rest);
        }
        let user = decoded(url.username())?;
        let password = decoded(url.password().unwrap_or_default())?;
        if user.is_none() && password.is_some() {
            return Err(MailUrlError::User);
        }
        Ok(Self {
            security,
            host,
            port: port(&url, security)?,
            user,
            password: password.map(SecretString::from),
            authorities: None,
        })
    }

    pub(super) fn with_password(mut self, password: SecretString) -> Result<Self, MailUrlError> {
        if self.password.is_some() {
            return Err(MailUrlError::TwoPasswords);
        }
        if self.user.is_none() {
            return Err(MailUrlError::NeedlessPassword);
        }
        if password.expose_secret().chars().any(char::is_control) {
            return Err(MailUrlError::Credentials);
        }
        if password.expose_secret().is_empty() {
            return Err(MailUrlError::NoPassword);
        }
        self.password = Some(password);
        Ok(self)
    }

    /// How the way to it is protected.
    #[must_use]
    pub fn security(&self) -> Security {
        self.security
    }

    /// Whether it is logged in to.
    #[must_use]
    pub fn has_user(&self) -> bool {
        self.user.is_some()
    }

    /// User and password; `None` if the server asks for none.
    pub(crate) fn login(&self) -> Result<Option<(&str, &SecretString)>, MailUrlError> {
        match (&self.user, &self.password) {
            (Some(user), Some(password)) => Ok(Some((user, password))),
            (Some(_), None) => Err(MailUrlError::NoPassword),
            (None, _) => Ok(None),
        }
    }
}

fn shape_error(error: url::ParseError) -> MailUrlError {
    match error {
        url::ParseError::EmptyHost => MailUrlError::Host,
        _ => MailUrlError::Shape,
    }
}

fn host(url: &Url) -> Result<String, MailUrlError> {
    let host = url.host_str().unwrap_or_default();
    let host = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host);
    if host.parse::<IpAddr>().is_ok() || is_host_name(host) {
        Ok(host.to_ascii_lowercase())
    } else {
        Err(MailUrlError::Host)
    }
}

/// Labels of letters, digits and hyphens; no label of digits at the end, which is an IP address or
/// wants to be one.
fn is_host_name(name: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(is_part)
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    name.len() <= 253
        && name.split('.').all(is_label)
        && !last.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_loopback(host: &str) -> bool {
    match host.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost",
    }
}

fn port(url: &Url, security: Security) -> Result<u16, MailUrlError> {
    match (url.port(), security) {
        (Some(0), _) => Err(MailUrlError::Port),
        (Some(port), _) => Ok(port),
        (None, Security::Tls) => Ok(465),
        (None, Security::StartTls) => Ok(587),
        (None, Security::Loopback) => Ok(25),
    }
}

/// NUL would end a field in the login command, CR and LF the command.
fn decoded(text: &str) -> Result<Option<String>, MailUrlError> {
    let text = percent_decode_str(text)
        .decode_utf8()
        .map(Cow::into_owned)
        .map_err(|_| MailUrlError::Credentials)?;
    if text.chars().any(char::is_control) {
        return Err(MailUrlError::Credentials);
    }
    Ok((!text.is_empty()).then_some(text))
}

impl fmt::Display for SmtpServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.security {
            Security::Tls => "smtps",
            Security::StartTls | Security::Loopback => "smtp",
        };
        write!(f, "{scheme}://")?;
        if let Some(user) = &self.user {
            write!(f, "{user}@")?;
        }
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}
