//! The network address of a browser, behind proxies that are trusted.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName};
use ipnet::IpNet;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The proxies whose `X-Forwarded-For` is believed; none by default.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TrustedProxies(Vec<IpNet>);

/// Networks that cannot be trusted.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TrustedProxiesError {
    /// No network.
    #[error("`{0}` is not a network: write it like 10.0.0.0/8 or 127.0.0.1")]
    NotNetwork(String),
    /// So large that it cannot be proxies only.
    #[error("`{0}` is too large: anybody in it could pass for any other; name the proxies")]
    TooLarge(IpNet),
}

impl TrustedProxies {
    /// Trusts the proxies in these networks.
    ///
    /// # Errors
    ///
    /// A network is larger than a private one can be (/8 in IPv4, /7 in IPv6).
    pub fn new(networks: Vec<IpNet>) -> Result<Self, TrustedProxiesError> {
        let is_too_large = |network: &&IpNet| match network {
            IpNet::V4(network) => network.prefix_len() < 8,
            IpNet::V6(network) => network.prefix_len() < 7,
        };
        match networks.iter().find(is_too_large) {
            Some(network) => Err(TrustedProxiesError::TooLarge(*network)),
            None => Ok(Self(networks)),
        }
    }

    /// Reads networks, such as `10.0.0.0/8`, and single addresses.
    ///
    /// # Errors
    ///
    /// A text is neither, or a network too large.
    pub fn parse<'t>(
        texts: impl IntoIterator<Item = &'t str>,
    ) -> Result<Self, TrustedProxiesError> {
        let network = |text: &str| {
            let address = |_| text.parse::<IpAddr>().map(IpNet::from);
            let network = text.parse::<IpNet>().or_else(address);
            network.map_err(|_| TrustedProxiesError::NotNetwork(text.to_owned()))
        };
        Self::new(texts.into_iter().map(network).collect::<Result<_, _>>()?)
    }

    /// Whether a peer is one of them.
    pub(crate) fn contains(&self, peer: IpAddr) -> bool {
        let peer = peer.to_canonical();
        self.0.iter().any(|network| network.contains(&peer))
    }

    /// The address of the browser: the last one in `X-Forwarded-For` that is not a trusted proxy's. What
    /// stands before it, anybody can have written.
    pub(crate) fn client_address(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut known = peer.to_canonical();
        let lines: Vec<_> = headers.get_all(FORWARDED_FOR).into_iter().collect();
        let hops = lines
            .iter()
            .rev()
            .flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
        for hop in hops {
            if !self.contains(known) {
                break;
            }
            match parse(hop) {
                Some(address) => known = address,
                // A hop that cannot be read says nothing about those before it.
                None => break,
            }
        }
        known
    }
}

/// Reads an address, with a port or without.
fn parse(hop: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(hop).ok()?.trim_matches([' ', '\t']);
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(text);
    let address = bare
        .parse::<IpAddr>()
        .or_else(|_| text.parse::<SocketAddr>().map(|socket| socket.ip()))
        .ok()?;
    Some(address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn client(peer: &str, lines: &[&str]) -> String {
        let proxies = TrustedProxies::parse(["10.0.0.0/8", "127.0.0.1", "::1"]).unwrap();
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(
                FORWARDED_FOR,
                HeaderValue::from_bytes(line.as_bytes()).unwrap(),
            );
        }
        proxies
            .client_address(peer.parse().unwrap(), &headers)
            .to_string()
    }

    #[test]
    fn the_last_hop_that_is_no_proxy_is_the_browser() {
        assert_eq!(client("203.0.113.7", &["1.2.3.4"]), "203.0.113.7");
        assert_eq!(
            client("10.0.0.5", &["1.2.3.4, 198.51.100.10, 10.0.0.9"]),
            "198.51.100.10"
        );
        assert_eq!(
            client("10.0.0.5", &["1.2.3.4", "198.51.100.10"]),
            "198.51.100.10"
        );
        assert_eq!(
            client("::ffff:10.0.0.5", &["198.51.100.10"]),
            "198.51.100.10"
        );
    }

    #[test]
    fn a_port_does_not_count() {
        assert_eq!(client("10.0.0.5", &["198.51.100.10:4711"]), "198.51.100.10");
        assert_eq!(client("10.0.0.5", &["[2001:db8::1]:4711"]), "2001:db8::1");
        assert_eq!(client("10.0.0.5", &["[2001:db8::1]"]), "2001:db8::1");
    }

    #[test]
    fn a_network_of_everybody_is_refused() {
        for network in ["0.0.0.0/0", "::/0", "128.0.0.0/1", "", "10.0.0.0/8 "] {
            assert!(TrustedProxies::parse([network]).is_err(), "{network}");
        }
    }
}
