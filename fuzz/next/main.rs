//! Any text as the page to go to after a login: what is accepted is a page of the site, to a browser too.

#![no_main]

use std::sync::LazyLock;

use axum::http::HeaderValue;
use libfuzzer_sys::fuzz_target;
use magiclink::{base_url::BaseUrl, next::Next};
use url::{Position, Url};

/// The longest text that is read or written.
const LONGEST: usize = 2048;

/// Sites of every kind, as an operator writes them.
const SITES: [&str; 5] = [
    "https://rentals.example",
    "http://localhost:8000/app",
    "https://xn--bcher-kva.example:8443",
    "https://[2001:db8::1]/a/b",
    "http://192.0.2.7",
];

/// Where a browser may be when it is sent on: `Location` counts from there.
const PAGES: [&str; 5] = [
    "/",
    "/login/auth/?sesame=3.AAAA",
    "/booking/7/",
    "/a//b",
    "/a/b;c/d#e",
];

static BASE_URLS: LazyLock<Vec<BaseUrl>> = LazyLock::new(|| {
    let base_url = |site: &&str| BaseUrl::parse(site).expect("it is a base URL");
    SITES.iter().map(base_url).collect()
});

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    for base_url in BASE_URLS.iter() {
        if let Ok(next) = Next::parse(&text, base_url) {
            stays_on_the_site(&text, &next, base_url);
            stays_itself(&next, base_url);
        }
    }
});

fn stays_on_the_site(text: &str, next: &Next, base_url: &BaseUrl) {
    let site = Url::parse(base_url.as_str()).expect("a base URL is a URL");
    for page in PAGES {
        let here = site.join(page).expect("it is a page");
        for reference in [text, next.as_str()] {
            let there = here.join(reference).expect("what is accepted is a URL");
            assert_eq!(there.origin(), site.origin(), "{reference:?} from {here}");
            assert!(there.username().is_empty() && there.password().is_none());
            assert_eq!(&there[Position::BeforePath..], next.as_str());
            assert!(!there.path().starts_with("//"), "{reference:?}");
        }
    }
}

fn stays_itself(next: &Next, base_url: &BaseUrl) {
    let text = next.as_str();
    assert_eq!(Next::parse(text, base_url).as_ref(), Ok(next));
    let absolute = format!("{}{text}", base_url.origin());
    // With the origin before it, it may be longer than what is read.
    if absolute.len() <= LONGEST {
        assert_eq!(Next::parse(&absolute, base_url).as_ref(), Ok(next));
    }
    let header = HeaderValue::from_str(text).expect("it can stand in a header");
    assert_eq!(header.to_str().ok(), Some(text));
    assert!(text.len() <= LONGEST);
}
