//! The paths in ARCHITECTURE.md are there.

use std::{
    fs,
    path::{Path, PathBuf},
};

#[test]
fn every_path_in_the_architecture_is_there() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("the test can do this");
    let paths = paths(&text);
    assert!(paths.len() > 40, "these are not all the paths");
    let missing: Vec<_> = paths.iter().filter(|path| !exists(path)).collect();
    assert!(missing.is_empty(), "not there: {missing:?}");
}

#[test]
fn a_path_that_is_not_there_is_found_out() {
    assert_eq!(
        paths("see `src/no.rs`, crates/magiclink/ and so on"),
        ["src/no.rs", "crates/magiclink/"]
    );
    assert!(!exists("src/no.rs"));
}

/// The words with a slash in them, but for URLs.
fn paths(text: &str) -> Vec<String> {
    text.split(|letter: char| letter.is_whitespace() || "`(),;".contains(letter))
        .map(|word| word.trim_end_matches(['.', ':']))
        .filter(|word| word.contains('/') && !word.contains("://"))
        .map(str::to_owned)
        .collect()
}

/// Paths are written from the root, or from the crate that they are about.
fn exists(path: &str) -> bool {
    let crates = fs::read_dir(root().join("crates")).expect("the test can do this");
    let mut folders: Vec<PathBuf> = crates
        .map(|entry| entry.expect("the test can do this").path())
        .collect();
    folders.push(root());
    folders.iter().any(|folder| folder.join(path).exists())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
