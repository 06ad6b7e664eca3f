//! The links of the pages that are not in the book, such as the README: each leads to a file.

use std::path::Path;

use crate::book::read;
use crate::failure::Failure;

const PAGES: [&str; 5] = [
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
];

/// Checks the links that lead to files; returns how many there are.
pub(super) fn check() -> Result<usize, Failure> {
    let mut count = 0;
    for page in PAGES {
        let text = read(Path::new(page))?;
        for link in links(&text) {
            count += 1;
            if !Path::new(link).exists() {
                let message = format!("{page}: `{link}` leads nowhere");
                return Err(Failure::new(message));
            }
        }
    }
    Ok(count)
}

/// The files behind `](`, without the places in them.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', '#']).next())
        .filter(|link| !link.is_empty() && !link.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_files_are_found_and_others_are_not() {
        let text = "[a](b.md) ![c](d/e.png) [f](https://g.example/) [h](#i) [j](k.md#l)";
        let found: Vec<_> = links(text).collect();
        assert_eq!(found, ["b.md", "d/e.png", "k.md"]);
    }
}
