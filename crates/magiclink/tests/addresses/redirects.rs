//! Values of the `next` parameter.

use magiclink::{base_url::BaseUrl, next::Next};
use proptest::prelude::*;
use url::Url;

use crate::{
    BASE_URL,
    row::{Row, rows},
};

/// What is decided where either answer would do: these are refused, the others accepted.
const REFUSED: [&str; 6] = ["R0055", "R0123", "R0155", "R0159", "R0161", "R0185"];

#[test]
fn each_page_gets_its_answer_and_none_leaves_the_site() {
    let base_url = base_url();
    for row in rows(include_str!("../../testdata/redirects.tsv")) {
        let Row { id, text, .. } = &row;
        let is_accepted = match row.expected {
            "ALLOW" => true,
            "REJECT" => false,
            "EITHER" => !REFUSED.contains(id),
            other => panic!("{id}: unknown answer {other}"),
        };
        let parsed = Next::parse(text, &base_url);
        assert_eq!(parsed.is_ok(), is_accepted, "{id}: {text:?}: {parsed:?}");
        if let Ok(next) = parsed {
            assert_eq!(row.others[1], BASE_URL, "{id}: where a browser goes");
            assert_is_sound(text, &next, &base_url);
        }
    }
}

/// What holds for every accepted page.
fn assert_is_sound(text: &str, next: &Next, base_url: &BaseUrl) {
    let path = next.as_str();
    let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    assert!(path.bytes().all(is_plain), "{text:?}: {path:?}");
    assert!(
        path.starts_with('/') && !path.starts_with("//"),
        "{text:?}: {path:?}"
    );

    let base = Url::parse(base_url.as_str()).expect("a base URL is a URL");
    for (what, reference) in [("what was read", text), ("what is written", path)] {
        let target = base.join(reference).expect("what is accepted is a URL");
        assert_eq!(target.origin(), base.origin(), "{what}: {reference:?}");
        assert!(!target.path().starts_with("//"), "{what}: {reference:?}");
        // Written once more by somebody else, it is still the same page.
        assert_eq!(
            &target[url::Position::BeforePath..],
            path,
            "{what}: {reference:?}"
        );
    }
    assert_eq!(Next::parse(path, base_url).as_ref(), Ok(next), "{text:?}");
}

fn base_url() -> BaseUrl {
    BaseUrl::parse(BASE_URL).expect("the base URL is one")
}

/// Pages and attacks on them, of the characters that decide where a browser goes.
fn texts() -> impl Strategy<Value = String> {
    let starts = vec!["", "/", "//", "https:", BASE_URL, "https://testserver/"];
    let characters: Vec<char> = "/\\:@.%\t\n\rabc?#;2f5c0e".chars().collect();
    let rest = prop::collection::vec(prop::sample::select(characters), 0..16);
    (prop::sample::select(starts), rest).prop_map(|(start, rest)| {
        rest.iter().fold(start.to_owned(), |text, next| {
            text + next.encode_utf8(&mut [0; 4])
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn no_page_that_is_accepted_leaves_the_site(text in texts()) {
        if let Ok(next) = Next::parse(&text, &base_url()) {
            assert_is_sound(&text, &next, &base_url());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_page_of_any_characters_leaves_the_site(rest in "\\PC{0,16}", port in 1_u16..) {
        let base_url = BaseUrl::parse(&format!("http://localhost:{port}/app")).expect("it is one");
        for text in [format!("/{rest}"), format!("http://localhost:{port}{rest}")] {
            if let Ok(next) = Next::parse(&text, &base_url) {
                assert_is_sound(&text, &next, &base_url);
            }
        }
    }

    #[test]
    fn a_path_of_plain_words_is_accepted_as_it_is(
        words in prop::collection::vec("[a-z0-9_-]{1,8}", 0..5),
        end in prop::sample::select(vec!["", "/", "?a=b+c", "/?a=%2F&b", "#top", "?a#b?c"]),
    ) {
        let path = format!("/{}{end}", words.join("/"));
        prop_assume!(!path.starts_with("//"));
        let next = Next::parse(&path, &base_url());
        prop_assert_eq!(next.as_ref().map(Next::as_str), Ok(&*path));
        let absolute = format!("{BASE_URL}{path}");
        prop_assert_eq!(&next, &Next::parse(&absolute, &base_url()));
    }
}
