//! The check of the `Host` header.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderValue, Uri, Version, header, uri::Authority};
use magiclink::base_url::BaseUrl;
use url::Host;

/// The hosts that a request may name: the base URL's, and those that are added.
///
/// Links are made from the base URL only, whatever a request names; the check keeps out what comes by
/// another name at all, such as a page that has its own name point here.
#[derive(Clone, Debug)]
pub(crate) struct AllowedHosts {
    own: String,
    patterns: Vec<String>,
}

impl AllowedHosts {
    /// A pattern is `example.com`, `.example.com` (with all below it) or an address.
    pub(crate) fn new(base_url: &BaseUrl, added: &[String]) -> Result<Self, HostPatternError> {
        let own = base_url.authority().to_owned();
        let mut patterns = vec![split_port(&own).unwrap_or(&own).to_ascii_lowercase()];
        for pattern in added {
            if !is_host(pattern.strip_prefix('.').unwrap_or(pattern)) {
                return Err(HostPatternError(pattern.clone()));
            }
            patterns.push(pattern.to_ascii_lowercase());
        }
        Ok(Self { own, patterns })
    }

    /// Whether a request may come in. A trusted proxy may also name an address instead of a name: that
    /// is what it was told to connect to.
    pub(crate) fn allow(
        &self,
        headers: &HeaderMap,
        uri: &Uri,
        version: Version,
        is_proxy: bool,
    ) -> Option<Allowed> {
        let named = requested(headers, uri, version)?;
        if named == self.own {
            return Some(Allowed::AsItIs);
        }
        let host = split_port(named)?;
        // The root of DNS may be written; an address in brackets has none.
        let bare = host.strip_suffix('.').filter(|bare| !bare.ends_with(']'));
        let bare = bare.unwrap_or(host);
        if is_host(bare) && self.patterns.iter().any(|pattern| matches(pattern, bare)) {
            return Some(Allowed::AsItIs);
        }
        (is_proxy && address(bare).is_some()).then_some(Allowed::AsOwn)
    }

    /// The `Host` of the base URL.
    pub(crate) fn own(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.own).ok()
    }
}

/// A host that none can be.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("`{0}` is not a host: write it like www.example.com, or .example.com for all below it")]
pub struct HostPatternError(pub String);

/// Under which name a request may come in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Allowed {
    /// Under its own.
    AsItIs,
    /// Under the base URL's: a proxy has put an address in its place.
    AsOwn,
}

/// The one host that a request names. HTTP/2 has it in the target; in HTTP/1 there is one `Host`, and a
/// target that names another makes two.
fn requested<'r>(headers: &'r HeaderMap, uri: &'r Uri, version: Version) -> Option<&'r str> {
    // A browser takes what comes after the slashes for a host, wherever the target is written again.
    if uri.path().starts_with("//") {
        return None;
    }
    let mut lines = headers.get_all(header::HOST).into_iter();
    let (line, second) = (lines.next(), lines.next());
    if second.is_some() {
        return None;
    }
    let line = line.map(|line| line.to_str()).transpose().ok()?;
    let target = uri.authority().map(Authority::as_str);
    match (line, target) {
        (Some(line), None) => Some(line),
        (Some(line), Some(target)) => (line == target).then_some(line),
        (None, target) => target.filter(|_| version >= Version::HTTP_2),
    }
}

/// The host before a port, if it is one.
fn split_port(text: &str) -> Option<&str> {
    let end = text.rfind(']').unwrap_or(0);
    match text[end..].rfind(':') {
        None => Some(text),
        Some(colon) => {
            let (host, port) = text.split_at(end + colon);
            let digits = port.strip_prefix(':')?;
            let is_port = digits.bytes().all(|byte| byte.is_ascii_digit())
                && (digits.is_empty() || digits.parse::<u16>().is_ok());
            is_port.then_some(host)
        }
    }
}

fn is_host(text: &str) -> bool {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    text.starts_with('[') && address(text).is_some()
        || !text.is_empty()
            && !text.starts_with('.')
            && !text.ends_with('.')
            && !text.contains("..")
            && text.bytes().all(is_name)
}

fn address(host: &str) -> Option<IpAddr> {
    match host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        Some(inner) => inner.parse().ok().filter(IpAddr::is_ipv6),
        None => host.parse().ok().filter(IpAddr::is_ipv4),
    }
}

fn matches(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix('.') {
        None => host.eq_ignore_ascii_case(pattern),
        Some(domain) => {
            let host = host.to_ascii_lowercase();
            // Any name may stand before the domain, but one that a browser takes: not `xn--` and nonsense.
            host == domain || host.ends_with(pattern) && Host::parse(&host).is_ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allow(host: &str, is_proxy: bool) -> Option<Allowed> {
        let base_url = BaseUrl::parse("https://a.example:8443").unwrap();
        let hosts =
            AllowedHosts::new(&base_url, &[".b.example".to_owned(), "[::1]".to_owned()]).unwrap();
        let host = (
            header::HOST,
            HeaderValue::from_bytes(host.as_bytes()).unwrap(),
        );
        hosts.allow(
            &[host].into_iter().collect(),
            &Uri::from_static("/"),
            Version::HTTP_11,
            is_proxy,
        )
    }

    #[test]
    fn the_own_host_and_the_added_ones_are_allowed() {
        for host in [
            "a.example",
            "A.EXAMPLE:8443",
            "a.example.",
            "b.example",
            "x.b.example:1",
            "[::1]:80",
        ] {
            assert_eq!(allow(host, false), Some(Allowed::AsItIs), "{host}");
        }
        for host in [
            "",
            ".",
            "xn--a.b.example",
            "x.a.example",
            "xb.example",
            "a.example..",
            "a.example:x",
            "a.example:99999",
            "::1",
            "[::1",
            "[::1].",
            "[::2]",
            "a@a.example",
        ] {
            assert_eq!(allow(host, false), None, "{host}");
        }
    }

    #[test]
    fn a_trusted_proxy_may_name_an_address() {
        assert_eq!(allow("10.0.0.9:8080", true), Some(Allowed::AsOwn));
        assert_eq!(allow("10.0.0.9:8080", false), None);
        assert_eq!(allow("[2001:db8::9].:8080", true), None);
        assert_eq!(allow("evil.example", true), None);
    }

    #[test]
    fn two_hosts_are_one_too_many() {
        let hosts = AllowedHosts::new(&BaseUrl::parse("https://a.example").unwrap(), &[]).unwrap();
        let host = || (header::HOST, HeaderValue::from_static("a.example"));
        let allow = |headers: Vec<_>, uri: &'static str, version| {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.append(name, value);
            }
            hosts
                .allow(&map, &Uri::from_static(uri), version, false)
                .is_some()
        };
        assert!(!allow(vec![host(), host()], "/", Version::HTTP_11));
        assert!(!allow(vec![], "/", Version::HTTP_11));
        assert!(!allow(vec![host()], "http://b.example/", Version::HTTP_11));
        assert!(allow(vec![host()], "http://a.example/", Version::HTTP_11));
        assert!(allow(vec![], "https://a.example/", Version::HTTP_2));
        assert!(!allow(vec![], "https://b.example/", Version::HTTP_2));
    }
}
