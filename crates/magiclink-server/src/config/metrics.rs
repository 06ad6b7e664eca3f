//! `[metrics]`: where what is counted can be read.

use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};

use crate::config::{Config, address, check::Refused};

/// Where what is counted can be read.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Metrics {
    /// The address and port to listen on; nothing is counted without it.
    #[serde(with = "address::optional")]
    pub(crate) listen: Option<SocketAddr>,
}

/// Refuses the address of the pages, and warns of one that strangers may reach.
pub(super) fn check(config: &Config, warnings: &mut Vec<Refused>) -> Result<(), Refused> {
    let Some(listen) = config.metrics.listen else {
        return Ok(());
    };
    if listen == config.listen && listen.port() != 0 {
        let text = "the pages are on this address: take another port";
        return Err(("metrics.listen", text.to_owned()));
    }
    if !is_private(listen.ip().to_canonical()) {
        let text = "whoever reaches this address can read how much is going on here: take one of this \
                    machine or of a private network, or let a firewall keep others out";
        warnings.push(("metrics.listen", text.to_owned()));
    }
    Ok(())
}

/// Whether only this machine or a private network reaches it.
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_strangers_may_reach_is_warned_of() {
        for (listen, is_warned) in [
            ("127.0.0.1:9464", false),
            ("[::1]:9464", false),
            ("[::ffff:127.0.0.1]:9464", false),
            ("10.1.2.3:9464", false),
            ("192.168.0.1:9464", false),
            ("[fd00::1]:9464", false),
            ("0.0.0.0:9464", true),
            ("[::]:9464", true),
            ("192.0.2.1:9464", true),
            ("[::ffff:192.0.2.1]:9464", true),
            ("[2001:db8::1]:9464", true),
        ] {
            let mut config = Config::default();
            config.metrics.listen = listen.parse().ok();
            let mut warnings = Vec::new();
            check(&config, &mut warnings).unwrap();
            let warned: Vec<_> = warnings.iter().map(|(setting, _)| *setting).collect();
            let expected = if is_warned {
                &["metrics.listen"][..]
            } else {
                &[]
            };
            assert_eq!(warned, expected, "{listen}");
        }
    }
}
