//! Any text as the path of a page: what is served lies in the folder, and has one spelling.

#![no_main]
#![expect(
    dead_code,
    unused_imports,
    reason = "these are parts of the program, which has more use for them"
)]

#[path = "../config/site.rs"]
mod site;

use std::path::{Component, Path};

use libfuzzer_sys::fuzz_target;
use magiclink::scope::{Private, Scope as _};
use url::Url;

use crate::site::{SitePath, Target};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let paths = [SitePath::from_url(&text), SitePath::parse(&text)];
    for path in paths.into_iter().flatten() {
        lies_in_the_folder(&path);
        has_one_spelling(&path);
        is_opened_by_its_own_links(&path);
    }
    if let Some(target) = Target::of_scope(&text) {
        assert_eq!(target.scope().text(), text);
    }
});

fn lies_in_the_folder(path: &SitePath) {
    let text = path.as_str();
    assert!(text.starts_with('/') && text.len() <= 1024);
    assert!(!text.contains(|character: char| character.is_control() || character == '\\'));
    let rest = text.trim_start_matches('/');
    assert_eq!(rest.len() + 1, text.len(), "{text:?}");
    let file = Path::new("/srv/site").join(rest);
    let below = file.strip_prefix("/srv/site").expect("it is in the folder");
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(name) if !name.as_encoded_bytes().starts_with(b"."));
    assert!(below.components().all(is_plain), "{text:?}");
}

fn has_one_spelling(path: &SitePath) {
    let url = path.to_url();
    assert_eq!(SitePath::from_url(&url).as_ref(), Ok(path));
    assert_eq!(SitePath::parse(path.as_str()).as_ref(), Ok(path));
    // A browser asks for what is written, on whichever page the link stands.
    for page in ["https://rentals.example/", "https://rentals.example/a/b"] {
        let page = Url::parse(page).expect("it is a URL");
        let asked = page.join(&url).expect("a path is a URL");
        assert_eq!(asked.origin(), page.origin());
        assert_eq!((asked.path(), asked.query()), (&*url, None));
    }
}

fn is_opened_by_its_own_links(path: &SitePath) {
    let other = SitePath::parse("/another/page").expect("it is a path");
    for target in Target::all_that_open(path) {
        assert!(target.opens(path));
        assert!(!target.opens(&other) || other.below(target.path()).is_some() || *path == other);
        let scope = target.scope();
        assert_eq!(Target::of_scope(scope.text()).as_ref(), Some(&target));
        assert_eq!(Private::parse(scope.text()), Some(scope));
    }
    for folder in path.folders() {
        let rest = path.below(&folder).expect("a path is below its folders");
        assert_eq!(format!("{folder}{rest}"), path.as_str());
    }
}
