//! Any bytes as `Cookie` headers, and any text in a cookie that is set: both are read as anybody reads them.

#![no_main]

#[path = "../../crates/magiclink-axum/src/cookie_header.rs"]
mod cookie_header;
#[expect(dead_code, reason = "the library has more use for it")]
#[path = "../../crates/magiclink-axum/src/cookies.rs"]
mod cookies;

use std::{borrow::Cow, time::Duration};

use axum::http::{HeaderMap, HeaderValue, header};
use libfuzzer_sys::fuzz_target;
use magiclink::token::TokenId;

use crate::cookies::{Cookie, SetCookie, link_prefix};

fuzz_target!(|data: &[u8]| {
    reads_what_is_there(data);
    if let Ok(text) = str::from_utf8(data) {
        for cookie in [
            Cookie::Session,
            Cookie::Login,
            Cookie::Form,
            Cookie::Link(TokenId::from_bytes(*b"fuzz run")),
        ] {
            sets_nothing_else(cookie, text);
        }
    }
});

/// The header, line by line; a line that no server would take is left out.
fn headers(data: &[u8]) -> HeaderMap {
    let lines = data.split(|byte| *byte == b'\n');
    lines
        .filter_map(|line| Some((header::COOKIE, HeaderValue::from_bytes(line).ok()?)))
        .collect()
}

fn reads_what_is_there(data: &[u8]) {
    let headers = headers(data);
    let pairs = plain_pairs(&headers);
    for name in ["id", "__Host-session", "form"] {
        let mut values = pairs.iter().filter(|(found, _)| found == name.as_bytes());
        let expected = match (values.next(), values.next()) {
            (Some((_, value)), None) => str::from_utf8(value).ok(),
            _ => None,
        };
        assert_eq!(cookie_header::find(&headers, name), expected, "{pairs:?}");
    }
    for prefix in ["id", link_prefix(true)] {
        let found: Vec<_> = cookie_header::beginning_with(&headers, prefix)
            .map(|(rest, value)| (format!("{prefix}{rest}"), value.to_owned()))
            .collect();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
        let expected: Vec<_> = pairs
            .iter()
            .filter(|(name, _)| name.starts_with(prefix.as_bytes()))
            .filter_map(|(name, value)| Some((text(name)?, text(value)?)))
            .collect();
        assert_eq!(found, expected);
    }
}

/// Names and values of all lines, as RFC 6265 4.2 has them.
fn plain_pairs(headers: &HeaderMap) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut pairs = Vec::new();
    for line in headers.get_all(header::COOKIE) {
        for pair in line.as_bytes().split(|byte| *byte == b';') {
            let mut pair = pair.to_vec();
            while pair.last().is_some_and(|byte| b" \t".contains(byte)) {
                pair.pop();
            }
            while pair.first().is_some_and(|byte| b" \t".contains(byte)) {
                pair.remove(0);
            }
            if let Some(equals) = pair.iter().position(|byte| *byte == b'=') {
                let value = pair.split_off(equals + 1);
                pair.pop();
                pairs.push((pair, value));
            }
        }
    }
    pairs
}

/// Whatever the text is, the cookie has the attributes that were meant and no other.
fn sets_nothing_else(cookie: Cookie, text: &str) {
    let (value, path) = text.split_once('\n').unwrap_or((text, "/"));
    let set = SetCookie {
        cookie,
        value: value.to_owned(),
        max_age: Some(Duration::from_secs(60)),
        path: Cow::Borrowed(path).into_owned().into(),
    };
    let Some(header) = set.to_header(true) else {
        return;
    };
    let name = cookie.name(true);
    let written = header.to_str().expect("a cookie is plain ASCII");
    let attributes: Vec<&str> = written.split(';').map(str::trim).collect();
    let expected = [
        &*format!("{name}={value}"),
        &format!("Path={path}"),
        "Max-Age=60",
        "Secure",
        "HttpOnly",
        "SameSite=Lax",
    ];
    assert_eq!(attributes, expected);
    assert!(header.is_sensitive());
    // The browser sends it back.
    let sent = HeaderValue::from_str(&format!("a=b; {name}={value}")).expect("it is plain ASCII");
    let headers: HeaderMap = [(header::COOKIE, sent)].into_iter().collect();
    assert_eq!(cookie_header::find(&headers, &name), Some(value));
}
