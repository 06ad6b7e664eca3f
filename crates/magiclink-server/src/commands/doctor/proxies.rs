//! The proxies in front: whether each visitor counts as one, and as no other.

use std::net::IpAddr;

use super::question::{CLAIMED, Reached, Visit};
use crate::{config::Checked, finding::Finding, proof::Seen};

const PART: &str = "proxies";

pub(super) fn look(checked: &Checked, reached: &Visit) -> Vec<Finding> {
    let is_https = checked.config.base_url.starts_with("https:");
    let finding = match &reached.reached {
        Reached::Own(seen) => tried(seen, is_https),
        _ if is_https && checked.config.trusted_proxies.is_empty() => Finding::warning(
            PART,
            "trusted_proxies names none, so all visitors count as one: one of them uses up the limits of all",
            "write the address of the proxy that does TLS, as in trusted_proxies = [\"127.0.0.1\"]",
        ),
        _ => Finding::unknown(PART, "not tried, as base_url does not lead to this server"),
    };
    let mut findings = vec![finding];
    if is_https && !checked.config.listen.ip().is_loopback() {
        let text = format!(
            "requests reach {} without TLS, from other machines as well",
            checked.config.listen
        );
        let advice =
            "listen on 127.0.0.1 if the proxy is on this machine, or keep that network to the two";
        findings.push(Finding::warning(PART, text, advice));
    }
    findings
}

/// What became of a request that claimed to come from somewhere else.
fn tried(seen: &Seen, is_https: bool) -> Finding {
    let (Some(peer), Some(client)) = (seen.peer, seen.client) else {
        return Finding::unknown(PART, "the server knows no addresses");
    };
    let hops: Vec<&str> = seen.forwarded.split(',').map(str::trim).collect();
    let is_last = hops.last() == Some(&CLAIMED);
    let is_believed = CLAIMED
        .parse::<IpAddr>()
        .is_ok_and(|claimed| client == claimed);
    let is_told = !seen.forwarded.is_empty() && !is_last;
    match (is_believed, is_told) {
        (true, true) => Finding::unknown(
            PART,
            "this machine counts as a proxy itself, so what it claims is believed: try it on another one",
        ),
        (true, false) => believed(peer, is_https),
        (false, true) if client == peer => Finding::wrong(
            PART,
            format!("the proxy at {peer} is not trusted: all visitors count as one"),
            &format!("write trusted_proxies = [\"{peer}\"]"),
        ),
        (false, false) if is_https || seen.forwarded.is_empty() => Finding::wrong(
            PART,
            format!("the proxy at {peer} does not say who a visitor is: all count as one"),
            &format!("have it send X-Forwarded-For, and write trusted_proxies = [\"{peer}\"]"),
        ),
        (false, true) => Finding::good(
            PART,
            "each visitor counts by an address of its own, whatever it claims",
        ),
        (false, false) => Finding::good(PART, "none, and what visitors claim is not believed"),
    }
}

/// What a visitor claims has come through.
fn believed(peer: IpAddr, is_https: bool) -> Finding {
    if is_https {
        let text = format!(
            "the proxy at {peer} hands on the X-Forwarded-For of visitors: anybody can pass for any other"
        );
        let advice = "have it write that header anew, as deploy/nginx.conf does";
        return Finding::wrong(PART, text, advice);
    }
    Finding::warning(
        PART,
        format!(
            "no proxy was passed, and {peer} is trusted as one: whoever is there can pass for any other"
        ),
        "empty trusted_proxies if there is no proxy",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::State;

    fn state(peer: &str, client: &str, forwarded: &str, is_https: bool) -> State {
        let seen = Seen {
            version: String::new(),
            peer: peer.parse().ok(),
            client: client.parse().ok(),
            forwarded: forwarded.to_owned(),
        };
        tried(&seen, is_https).state
    }

    #[test]
    fn what_a_proxy_does_with_the_address_of_a_visitor_is_told() {
        let (proxy, visitor) = ("127.0.0.1", "198.51.100.7");
        let appended = format!("{CLAIMED}, {visitor}");
        for (client, forwarded, is_https, expected) in [
            // It writes the header anew, or appends to it.
            (visitor, visitor, true, State::Good),
            (visitor, &appended, true, State::Good),
            // It is not trusted.
            (proxy, visitor, true, State::Wrong),
            (proxy, &appended, true, State::Wrong),
            // It tells nothing, or what the visitor has told.
            (proxy, "", true, State::Wrong),
            (proxy, CLAIMED, true, State::Wrong),
            (CLAIMED, CLAIMED, true, State::Wrong),
            // There is none, trusted or not.
            (CLAIMED, CLAIMED, false, State::Warning),
            (proxy, CLAIMED, false, State::Good),
            // The doctor comes from a trusted address.
            (
                CLAIMED,
                &format!("{CLAIMED}, {proxy}"),
                true,
                State::Unknown,
            ),
            ("", CLAIMED, true, State::Unknown),
        ] {
            let found = state(proxy, client, forwarded, is_https);
            assert_eq!(found, expected, "{client} {forwarded} {is_https}");
        }
    }
}
