//! The check of where people reach the server.

use magiclink::base_url::BaseUrl;
use url::{Host, Url};

use crate::config::{Config, check::Refused};

/// A base URL is https, or http on this machine for trying out.
pub(super) fn check(config: &Config) -> Result<BaseUrl, Refused> {
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
