//! The browser that a request comes from.

use std::net::{IpAddr, Ipv6Addr};

/// The browser that a request comes from: what limits are counted by, and what people are told.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct Client {
    /// The network address, behind any trusted proxy; `None` if it cannot be told.
    pub address: Option<IpAddr>,
    /// The browser and system in words, such as `Firefox on Linux`; empty if unknown.
    pub browser: String,
}

impl Client {
    /// What limits count by: an IPv4 address, or the /64 of an IPv6 address, of which one subscriber
    /// has all. All whose address cannot be told share one.
    #[must_use]
    pub fn network(&self) -> String {
        match self.address.map(|address| address.to_canonical()) {
            None => "unknown".to_owned(),
            Some(IpAddr::V4(address)) => address.to_string(),
            Some(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_count_by_ipv4_address_or_ipv6_subscriber() {
        for (address, network) in [
            ("192.0.2.1", "192.0.2.1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("2001:db8:abcd:1234:ffff::1", "2001:db8:abcd:1234::/64"),
            ("2001:DB8:0::1", "2001:db8::/64"),
        ] {
            let client = Client {
                address: address.parse().ok(),
                browser: String::new(),
            };
            assert_eq!(client.network(), network);
        }
        assert_eq!(Client::default().network(), "unknown");
    }
}
