//! What the book shows of a configuration is one.

use std::{fs, path::Path};

use crate::config::Config;

#[test]
fn every_configuration_in_the_book_can_be_read() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/pages")];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") {
                for block in blocks(&fs::read_to_string(&path).unwrap()) {
                    let config = toml::from_str::<Config>(&block);
                    assert!(config.is_ok(), "{}: {config:?}", path.display());
                    read += 1;
                }
            }
        }
    }
    assert!(read > 3, "these are not all blocks");
}

#[test]
fn only_the_blocks_of_this_program_are_looked_at() {
    let page = "```toml\n[dependencies]\n```\n\n```toml\na = 1\n```\n\n```text\nb\n```\n";
    assert_eq!(blocks(page), ["a = 1\n"]);
}

/// The blocks of TOML in a page, but for those of a `Cargo.toml`.
fn blocks(page: &str) -> Vec<String> {
    page.split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("```"))
        .map(|(block, _)| block.to_owned())
        .filter(|block| !block.contains("dependencies]"))
        .collect()
}
