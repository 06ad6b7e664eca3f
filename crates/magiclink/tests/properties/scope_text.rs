//! Different things have different scopes, whatever their names are.

use std::collections::HashMap;

use magiclink::scope::{Namespace, Private, Scope};
use proptest::prelude::*;

use crate::door::NAMESPACES;

fn scope(namespace: &Namespace, parts: &[String]) -> Private {
    let (first, others) = parts.split_first().expect("a scope has a part");
    others.iter().fold(namespace.scope(first), Private::and)
}

/// All texts of at most `length` characters of `alphabet`.
fn texts(alphabet: &[char], length: usize) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut longest = texts.clone();
    for _ in 0..length {
        longest = longest
            .iter()
            .flat_map(|text| alphabet.iter().map(move |last| format!("{text}{last}")))
            .collect();
        texts.extend_from_slice(&longest);
    }
    texts
}

#[test]
fn no_two_lists_of_short_names_have_the_same_text() {
    // What separates and escapes, and what it is escaped to.
    let names = texts(&['/', '%', '2', '5', 'F'], 3);
    let mut lists: Vec<Vec<String>> = names.iter().map(|name| vec![name.clone()]).collect();
    for one in &names {
        for two in &names {
            lists.push(vec![one.clone(), two.clone()]);
        }
    }
    let short = texts(&['/', '%', ':'], 1);
    for one in &names {
        for two in &short {
            for three in &short {
                lists.push(vec![one.clone(), two.clone(), three.clone()]);
            }
        }
    }
    let mut seen = HashMap::new();
    for namespace in &NAMESPACES[..2] {
        for list in &lists {
            let text = scope(namespace, list).text().to_owned();
            assert!(text.starts_with(&format!("{}:", namespace.as_str())));
            let earlier = seen.insert(text, (namespace, list));
            assert_eq!(earlier, None, "{list:?}");
        }
    }
}

fn parts() -> impl Strategy<Value = Vec<String>> {
    let part = prop_oneof!["[/%:\\-ab1]{0,6}", "\\PC{0,6}", "%(2F|25|3A)?"];
    prop::collection::vec(part, 1..5)
}

proptest! {
    #[test]
    fn two_lists_of_names_have_the_same_text_only_if_they_are_the_same(
        one in parts(),
        two in parts(),
    ) {
        let (first, second) = (scope(&NAMESPACES[0], &one), scope(&NAMESPACES[0], &two));
        prop_assert_eq!(first.text() == second.text(), one == two);
        prop_assert_eq!(first == second, one == two);
    }

    #[test]
    fn the_names_can_be_read_back_from_the_text(parts in parts()) {
        let scope = scope(&NAMESPACES[1], &parts);
        let rest = scope.text().strip_prefix("a-b:").unwrap();
        let read: Vec<String> = rest
            .split('/')
            .map(|part| part.replace("%2F", "/").replace("%25", "%"))
            .collect();
        prop_assert_eq!(read, parts);
    }

    #[test]
    fn a_boundary_between_names_cannot_be_moved(name in "[/%:ab]{1,8}", place in 0_usize..8) {
        let place = place.min(name.len());
        let (one, two) = name.split_at(place);
        let whole = scope(&NAMESPACES[0], std::slice::from_ref(&name));
        let split = scope(&NAMESPACES[0], &[one.to_owned(), two.to_owned()]);
        prop_assert_ne!(whole.text(), split.text());
    }
}
