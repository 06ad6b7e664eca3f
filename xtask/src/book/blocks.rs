//! The examples in the pages.

use std::path::Path;

use crate::book::{PAGES, files, read};
use crate::failure::Failure;

/// A block of code in a page.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Block {
    /// The page and the line on which the block begins.
    pub(super) place: String,
    /// What stands behind the three backticks: `console`, `rust,ignore`.
    pub(super) language: String,
    /// The lines between.
    pub(super) text: String,
}

/// Every block of every page, and of the README.
pub(super) fn all() -> Result<Vec<Block>, Failure> {
    let mut pages = files(Path::new(PAGES), ".md")?;
    pages.push("README.md".into());
    let mut blocks = Vec::new();
    for page in pages {
        blocks.extend(of_page(&page.display().to_string(), &read(&page)?));
    }
    for block in &blocks {
        check(block)?;
    }
    Ok(blocks)
}

/// What tries the examples of a kind: `docs/src/lib.rs` compiles Rust, the tests of the program read
/// TOML, `shell.rs` looks at commands.
const TRIED: [&str; 5] = [
    "rust",
    "rust,no_run",
    "rust,compile_fail",
    "toml",
    "console",
];
/// What is no example of ours to try: output, and the files of other programs.
const SHOWN: [&str; 4] = ["text", "html", "ini", "nginx"];

/// Refuses a block of a kind that nothing looks at.
fn check(block: &Block) -> Result<(), Failure> {
    let Block {
        place,
        language,
        text,
    } = block;
    let is_include = |line: &str| line.is_empty() || line.starts_with("{{#include ");
    let kinds = [&TRIED[..], &SHOWN].concat();
    // What is included is compiled where it comes from.
    if kinds.contains(&language.as_str()) || text.lines().all(is_include) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{place}: nothing checks a block of `{language}`"
    )))
}

fn of_page(page: &str, text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_open = false;
    for (number, line) in (1..).zip(text.lines()) {
        // A block in a list is indented.
        match (line.trim_start().strip_prefix("```"), is_open) {
            (Some(language), false) => {
                blocks.push(Block {
                    place: format!("{page}:{number}"),
                    language: language.trim().to_owned(),
                    text: String::new(),
                });
                is_open = true;
            }
            (Some(_), true) => is_open = false,
            (None, true) => {
                if let Some(block) = blocks.last_mut() {
                    block.text.push_str(line);
                    block.text.push('\n');
                }
            }
            (None, false) => {}
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_found_with_their_place_and_language() {
        let found = of_page(
            "a.md",
            "# A\n\n```toml\na = 1\n```\n\n- b\n\n  ```text\n  c\n  ```\n",
        );
        let [toml, text] = &found[..] else {
            panic!("{found:?}");
        };
        assert_eq!(
            (toml.place.as_str(), toml.language.as_str()),
            ("a.md:3", "toml")
        );
        assert_eq!(toml.text, "a = 1\n");
        assert_eq!(
            (text.place.as_str(), text.text.as_str()),
            ("a.md:9", "  c\n")
        );
    }

    #[test]
    fn what_nothing_compiles_is_refused() {
        let refused = |text: &str| check(&of_page("a.md", text)[0]).is_err();
        assert!(refused("```rust,ignore\nfn main() {}\n```"));
        assert!(refused("```\nwhat is this\n```"));
        assert!(refused("```bash\nrm -r /\n```"));
        assert!(!refused(
            "```rust,ignore\n{{#include ../main.rs:here}}\n```"
        ));
    }
}
