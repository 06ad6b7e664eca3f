//! Any bytes as a form and as a query: each name is read once, and a token is taken out of a URL for good.

#![no_main]

#[path = "../../crates/magiclink-axum/src/query.rs"]
mod query;

/// What `query` ends a request with; the real one needs all pages.
mod page_error {
    #[derive(Debug)]
    pub(crate) enum PageError {
        BadRequest(#[expect(dead_code, reason = "it is for the log")] &'static str),
    }
}

use std::collections::BTreeSet;

use axum::http::Uri;
use libfuzzer_sys::fuzz_target;
use url::form_urlencoded;

use crate::query::Pairs;

fuzz_target!(|data: &[u8]| {
    let plain: Vec<(String, String)> = form_urlencoded::parse(data).into_owned().collect();
    reads_each_name_once(data, &plain);
    reads_back(&plain);
    if let Ok(uri) = Uri::try_from([b"/page/?", data].concat()) {
        takes_the_token_out(&uri);
    }
});

fn reads_each_name_once(data: &[u8], plain: &[(String, String)]) {
    let pairs = Pairs::read(data);
    let names: BTreeSet<&str> = plain.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(pairs.check_all().is_ok(), names.len() == plain.len());
    for name in names.into_iter().chain(["a name that is not there"]) {
        let values: Vec<&str> = plain
            .iter()
            .filter(|(found, _)| found == name)
            .map(|(_, value)| value.as_str())
            .collect();
        match (pairs.one(name), values.as_slice()) {
            (Ok(None), []) => {}
            (Ok(Some(value)), [expected]) => assert_eq!(value, *expected),
            (Err(_), [_, _, ..]) => {}
            (read, _) => panic!("{name:?} is {read:?} instead of {values:?}"),
        }
        if let Ok(text) = str::from_utf8(data) {
            let same = query::one(text, name).ok();
            assert_eq!(same.flatten().as_deref(), pairs.one(name).ok().flatten());
        }
    }
}

/// Written by somebody else, it is the same form.
fn reads_back(plain: &[(String, String)]) {
    let mut written = form_urlencoded::Serializer::new(String::new());
    written.extend_pairs(plain);
    let pairs = Pairs::read(written.finish().as_bytes());
    let names: Vec<&str> = plain.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(pairs.names().collect::<Vec<_>>(), names);
}

fn takes_the_token_out(uri: &Uri) {
    let read = |query: &str| -> Vec<(String, String)> {
        form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect()
    };
    let rest = query::without_token(uri, "sesame");
    let (path, query) = rest.split_once('?').unwrap_or((&rest, ""));
    assert_eq!(path, uri.path());
    let mut expected = read(uri.query().unwrap_or_default());
    expected.retain(|(name, _)| name != "sesame");
    assert_eq!(read(query), expected, "{uri}");
}
