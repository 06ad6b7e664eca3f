//! The links of the built book: each leads to a file that is there and to a place in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use crate::book::{files, read};
use crate::failure::Failure;

/// Checks every link in the pages below `folder`; returns how many there are.
///
/// It looks for what mdBook passes over without a word, too: a file or a part of one that is included
/// but not there.
pub(super) fn check(folder: &Path) -> Result<usize, Failure> {
    let mut pages = BTreeMap::new();
    for path in files(folder, ".html")? {
        pages.insert(path.clone(), Page::read(&read(&path)?));
    }
    let mut broken = Vec::new();
    let mut count = 0;
    for (path, page) in &pages {
        let flaws = page.flaws.iter().map(|flaw| (*flaw).to_owned());
        let links = page.links.iter().filter(|link| !leads_elsewhere(link));
        let wrong = links.inspect(|_| count += 1);
        let wrong = wrong.filter(|link| !leads_somewhere(folder, path, link, &pages));
        let wrong = wrong.map(|link| format!("`{link}` leads nowhere"));
        let place = path.display();
        broken.extend(flaws.chain(wrong).map(|flaw| format!("{place}: {flaw}")));
    }
    if count == 0 {
        broken.push(format!("there is not one link in {}", folder.display()));
    }
    if broken.is_empty() {
        return Ok(count);
    }
    Err(Failure::new(format!(
        "in the book:\n\n{}\n",
        broken.join("\n")
    )))
}

/// What matters of a page.
#[derive(Debug)]
struct Page {
    links: BTreeSet<String>,
    /// The places in it that a link can lead to.
    ids: BTreeSet<String>,
    flaws: Vec<&'static str>,
}

impl Page {
    fn read(html: &str) -> Self {
        let mut flaws = Vec::new();
        if html.contains("{{#") {
            flaws.push("a file that it includes is not there");
        }
        if html.split("<code class=").skip(1).any(is_empty_code) {
            flaws.push("a part of a file that it includes is not there");
        }
        Self {
            links: attributes(html, "href")
                .chain(attributes(html, "src"))
                .collect(),
            ids: attributes(html, "id").collect(),
            flaws,
        }
    }
}

fn is_empty_code(after: &str) -> bool {
    let inner = after.split_once('>').map_or("", |(_, inner)| inner);
    inner.trim_start().starts_with("</code>")
}

/// The values of an attribute, unescaped as far as mdBook escapes them.
fn attributes(html: &str, name: &str) -> impl Iterator<Item = String> {
    let start = format!(" {name}=\"");
    let pieces: Vec<String> = html
        .split(&start)
        .skip(1)
        .filter_map(|piece| Some(piece.split_once('"')?.0.replace("&amp;", "&")))
        .collect();
    pieces.into_iter()
}

fn leads_elsewhere(link: &str) -> bool {
    ["https://", "http://", "mailto:", "data:"]
        .iter()
        .any(|start| link.starts_with(start))
}

fn leads_somewhere(
    folder: &Path,
    from: &Path,
    link: &str,
    pages: &BTreeMap<PathBuf, Page>,
) -> bool {
    let (file, place) = link.split_once('#').unwrap_or((link, ""));
    let path = match file.strip_prefix('/') {
        _ if file.is_empty() => from.to_owned(),
        Some(file) => folder.join(file),
        None => normal(&from.with_file_name("").join(file)),
    };
    let path = if path.is_dir() {
        path.join("index.html")
    } else {
        path
    };
    match pages.get(&path) {
        Some(page) => place.is_empty() || page.ids.contains(place),
        // The folder may not be left: only what is in it will be where the book is read.
        None => place.is_empty() && path.starts_with(folder) && path.is_file(),
    }
}

/// The path without `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                normal.pop();
            }
            Component::CurDir => {}
            other => normal.push(other),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLDER: &str = "book";

    fn leads(link: &str) -> bool {
        let page = |html| Page::read(html);
        let pages = BTreeMap::from([
            (PathBuf::from("book/a.html"), page("<h1 id=\"top\">")),
            (PathBuf::from("book/b/c.html"), page("<p id=\"here\">")),
        ]);
        leads_somewhere(Path::new(FOLDER), Path::new("book/b/c.html"), link, &pages)
    }

    #[test]
    fn a_link_leads_to_a_page_and_a_place_in_it() {
        for link in [
            "#here",
            "c.html",
            "../a.html#top",
            "/a.html",
            "./c.html#here",
        ] {
            assert!(leads(link), "{link}");
        }
        for link in [
            "#nowhere",
            "d.html",
            "a.html",
            "../a.html#here",
            "../../Cargo.toml",
        ] {
            assert!(!leads(link), "{link}");
        }
    }

    #[test]
    fn what_mdbook_passes_over_is_a_flaw() {
        let flaws = |html| Page::read(html).flaws.len();
        assert_eq!(flaws("<p>{{#include nowhere.md}}</p>"), 1);
        assert_eq!(flaws("<code class=\"language-rust\"></code>"), 1);
        assert_eq!(
            flaws("<code class=\"language-rust\">fn main() {}</code>"),
            0
        );
    }
}
