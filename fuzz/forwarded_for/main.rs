//! Any bytes as what a visitor writes into `X-Forwarded-For`: the address is the one that the first
//! trusted proxy has seen.

#![no_main]

#[expect(unreachable_pub, reason = "it is part of a library")]
#[path = "../../crates/magiclink-axum/src/client_address.rs"]
mod client_address;

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::LazyLock,
};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use libfuzzer_sys::fuzz_target;

use crate::client_address::TrustedProxies;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The proxies on the way, from the visitor to us.
const PROXIES: [&str; 4] = ["10.0.0.9", "127.0.0.1", "fd00::7", "::ffff:10.1.2.3"];

static TRUSTED: LazyLock<TrustedProxies> = LazyLock::new(|| {
    TrustedProxies::parse(["10.0.0.0/8", "127.0.0.1", "fd00::/8"]).expect("they are networks")
});

fuzz_target!(|data: &[u8]| {
    let Some(([shape, spelling], rest)) = data.split_first_chunk() else {
        return;
    };
    let Some((visitor, written)) = rest.split_first_chunk() else {
        return;
    };
    let visitor = address(*spelling, *visitor);
    if !TRUSTED.contains(visitor) {
        without_a_proxy(visitor, written);
        behind_proxies(*shape, visitor, *spelling, written);
    }
});

fn address(spelling: u8, bytes: [u8; 16]) -> IpAddr {
    if spelling & 1 == 0 {
        let [a, b, c, d, ..] = bytes;
        IpAddr::V4(Ipv4Addr::new(a, b, c, d))
    } else {
        IpAddr::V6(Ipv6Addr::from(bytes))
    }
}

/// The header as the visitor has sent it; lines that no server takes are left out.
fn sent(written: &[u8]) -> Vec<Vec<u8>> {
    let lines = written.split(|byte| *byte == b'\n');
    let is_header = |line: &&[u8]| HeaderValue::from_bytes(line).is_ok();
    lines.filter(is_header).map(<[u8]>::to_vec).collect()
}

fn headers(lines: Vec<Vec<u8>>) -> HeaderMap {
    let line = |line: Vec<u8>| HeaderValue::try_from(line).expect("each line is one");
    let lines = lines.into_iter();
    lines.map(|text| (FORWARDED_FOR, line(text))).collect()
}

fn without_a_proxy(visitor: IpAddr, written: &[u8]) {
    let found = TRUSTED.client_address(visitor, &headers(sent(written)));
    assert_eq!(found, visitor.to_canonical());
}

/// Each proxy adds whom it was called by, to the last line or on a line of its own.
fn behind_proxies(shape: u8, visitor: IpAddr, spelling: u8, written: &[u8]) {
    let count = 1 + usize::from(shape & 3);
    let mut lines = sent(written);
    let mut caller = spelled(visitor, spelling);
    for (number, proxy) in PROXIES.iter().take(count).enumerate() {
        let adds_a_line = shape >> (2 + number) & 1 == 1;
        match lines.last_mut().filter(|_| !adds_a_line) {
            Some(line) => {
                line.extend_from_slice(b", ");
                line.extend_from_slice(caller.as_bytes());
            }
            None => lines.push(caller.into_bytes()),
        }
        caller = (*proxy).to_owned();
    }
    let peer: IpAddr = caller.parse().expect("a proxy has an address");
    let found = TRUSTED.client_address(peer, &headers(lines));
    assert_eq!(found, visitor.to_canonical());
}

/// As proxies write an address: alone, in brackets, or with a port.
fn spelled(address: IpAddr, spelling: u8) -> String {
    match (address, spelling >> 1 & 3) {
        (IpAddr::V4(_), 0) => format!("{address}:4711"),
        (IpAddr::V6(_), 0) => format!("[{address}]:4711"),
        (IpAddr::V6(_), 1) => format!("[{address}]"),
        _ => address.to_string(),
    }
}
