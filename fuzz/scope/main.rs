//! Any texts as the parts of a scope, and as a scope that a store has kept: no two things have one text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use magiclink::scope::{Namespace, Private, Scope};

const REPORT: Namespace = Namespace::from_static("report");

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    if let Some((one, other)) = text.split_once('\n') {
        keeps_apart(&parts(one), &parts(other));
    }
    reads_back(&text);
    names_a_namespace(&text);
});

/// A thing may have several parts; what separates them here is nothing special in a scope.
fn parts(line: &str) -> Vec<&str> {
    line.split('\t').collect()
}

fn keeps_apart(one: &[&str], other: &[&str]) {
    let scopes = [scope(one), scope(other)];
    assert_eq!(one == other, scopes[0].text() == scopes[1].text());
    assert_eq!(one == other, scopes[0] == scopes[1]);
    for (parts, scope) in [one, other].into_iter().zip(&scopes) {
        assert_eq!(plain_parts(scope.text()), parts, "{scope:?}");
        assert_eq!(scope.namespace(), Some(REPORT.as_str()));
        assert_eq!(Private::parse(scope.text()).as_ref(), Some(scope));
    }
}

fn scope(parts: &[&str]) -> Private {
    let (first, rest) = parts
        .split_first()
        .expect("splitting gives one part at least");
    rest.iter().fold(REPORT.scope(first), Private::and)
}

/// The parts of a scope, as somebody reads them who knows nothing but the two escapes.
fn plain_parts(text: &str) -> Vec<String> {
    let (_, rest) = text.split_once(':').expect("a scope has a namespace");
    let plain = |part: &str| part.replace("%2F", "/").replace("%25", "%");
    rest.split('/').map(plain).collect()
}

/// What is read from a store is what has been written there, and could have been.
fn reads_back(text: &str) {
    let Some(scope) = Private::parse(text) else {
        return;
    };
    assert_eq!(scope.text(), text);
    let name = scope.namespace().expect("it was read with a namespace");
    let namespace = Namespace::try_from(name.to_owned()).expect("it was read as one");
    let parts = plain_parts(text);
    let (first, rest) = parts.split_first().expect("there is one part at least");
    let again = rest.iter().fold(namespace.scope(first), Private::and);
    assert_eq!(again, scope);
}

fn names_a_namespace(text: &str) {
    let is_plain = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '-');
    let is_one = (2..=31).contains(&text.len())
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(is_plain);
    assert_eq!(Namespace::try_from(text.to_owned()).is_ok(), is_one);
}
