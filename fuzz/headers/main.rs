//! Any text as `Host` and as `Accept-Language`: no host but our own comes in, and no language is markup.

#![no_main]

#[path = "../../crates/magiclink-axum/src/language/accept.rs"]
mod accept;
#[expect(unreachable_pub, reason = "it is part of a library")]
#[path = "../../crates/magiclink-axum/src/host.rs"]
mod host;

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderValue, Uri, Version, header};
use libfuzzer_sys::fuzz_target;
use magiclink::base_url::BaseUrl;
use url::{Host, Url};

use crate::host::{Allowed, AllowedHosts};

const OWN: &str = "rentals.example:8443";

static HOSTS: LazyLock<AllowedHosts> = LazyLock::new(|| {
    let base_url = BaseUrl::parse(&format!("https://{OWN}")).expect("it is a base URL");
    let added = [".b.example", "c.example", "[::1]"].map(str::to_owned);
    AllowedHosts::new(&base_url, &added).expect("they are hosts")
});

fuzz_target!(|data: &[u8]| {
    if let Ok(value) = HeaderValue::from_bytes(data) {
        lets_nobody_else_in(&value);
        reads_languages(&value);
    }
    if let Ok(pattern) = str::from_utf8(data) {
        takes_patterns_that_are_hosts(pattern);
    }
});

fn lets_nobody_else_in(value: &HeaderValue) {
    let headers: HeaderMap = [(header::HOST, value.clone())].into_iter().collect();
    for is_proxy in [false, true] {
        let allowed = HOSTS.allow(&headers, &Uri::from_static("/"), Version::HTTP_11, is_proxy);
        let Some(allowed) = allowed else {
            continue;
        };
        let named = value.to_str().expect("only plain text is allowed");
        // Nothing but a host and a port, to a browser that gets a URL with it.
        let url = Url::parse(&format!("https://{named}/")).expect("what is allowed is a host");
        assert_eq!((url.path(), url.username()), ("/", ""), "{named}");
        let host = url.host().expect("https has a host");
        match allowed {
            Allowed::AsItIs => assert!(is_ours(&host), "{named}"),
            Allowed::AsOwn => assert!(is_proxy && !matches!(host, Host::Domain(_)), "{named}"),
        }
    }
}

fn is_ours(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            matches!(name, "rentals.example" | "b.example" | "c.example")
                || name.ends_with(".b.example")
        }
        Host::Ipv4(_) => false,
        Host::Ipv6(address) => address.is_loopback(),
    }
}

fn reads_languages(value: &HeaderValue) {
    let headers = [(header::ACCEPT_LANGUAGE, value.clone())];
    let headers: HeaderMap = headers.into_iter().collect();
    let languages = accept::accepted(&headers);
    assert!(languages.len() <= 16);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    for language in &languages {
        assert!((2..=35).contains(&language.len()), "{language}");
        assert!(language.bytes().all(is_plain), "{language}");
        let text = value.to_str().expect("only plain text is read");
        assert!(text.contains(language.as_str()), "{language}");
    }
    // Said again in this order, they are the same.
    let again = HeaderValue::from_str(&languages.join(", ")).expect("they are plain");
    let headers: HeaderMap = [(header::ACCEPT_LANGUAGE, again)].into_iter().collect();
    assert_eq!(accept::accepted(&headers), languages);
}

/// A pattern lets in the host that it names.
fn takes_patterns_that_are_hosts(pattern: &str) {
    let base_url = BaseUrl::parse("https://a.example").expect("it is a base URL");
    let Ok(hosts) = AllowedHosts::new(&base_url, &[pattern.to_owned()]) else {
        return;
    };
    let named = pattern.strip_prefix('.').unwrap_or(pattern);
    let value = HeaderValue::from_str(named).expect("a host can stand in a header");
    let headers: HeaderMap = [(header::HOST, value)].into_iter().collect();
    let allowed = hosts.allow(&headers, &Uri::from_static("/"), Version::HTTP_11, false);
    assert_eq!(allowed, Some(Allowed::AsItIs), "{pattern}");
    assert_eq!(hosts.own(), Some(HeaderValue::from_static("a.example")));
}
