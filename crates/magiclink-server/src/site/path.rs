//! Paths of pages and files: decoded once, with nothing left in them that two readers could read
//! differently.

use std::fmt;

use magiclink::scope::{Namespace, Private};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// The longest path, decoded.
const LONGEST: usize = 1024;

/// What need not be escaped in a path.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The path of a page or a file, such as `/booking/1/`, in its one spelling and without escapes.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) struct SitePath(String);

impl SitePath {
    /// Reads a path as it stands in a URL.
    pub(crate) fn from_url(path: &str) -> Result<Self, PathError> {
        if !path.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(PathError);
        }
        let decoded = percent_decode_str(path).decode_utf8();
        let decoded = decoded.map_err(|_| PathError)?;
        // An escaped slash would become one that separates.
        if decoded.matches('/').count() != path.matches('/').count() {
            return Err(PathError);
        }
        Self::parse(&decoded)
    }

    /// Reads a path without escapes.
    pub(crate) fn parse(text: &str) -> Result<Self, PathError> {
        let rest = text.strip_prefix('/').ok_or(PathError)?;
        let mut names = rest.split('/');
        // An empty last name is the slash of a folder.
        let last = names.next_back().unwrap_or_default();
        let is_sound = text.len() <= LONGEST
            && !text.chars().any(is_ambiguous)
            && names.all(|name| !name.is_empty() && !name.starts_with('.'))
            && !last.starts_with('.');
        is_sound.then(|| Self(text.to_owned())).ok_or(PathError)
    }

    /// The path, decoded.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The path as it stands in a URL.
    pub(crate) fn to_url(&self) -> String {
        utf8_percent_encode(&self.0, ESCAPED).to_string()
    }

    /// Whether it ends with a slash.
    pub(crate) fn is_folder(&self) -> bool {
        self.0.ends_with('/')
    }

    /// What comes after the path of a folder; `None` if this path is not in it.
    pub(crate) fn below(&self, folder: &Self) -> Option<&str> {
        folder
            .is_folder()
            .then(|| self.0.strip_prefix(&folder.0))
            .flatten()
    }

    /// The first name in the path.
    pub(crate) fn first_name(&self) -> &str {
        self.0.split('/').nth(1).unwrap_or_default()
    }

    /// The path with a slash at its end.
    pub(crate) fn as_folder(&self) -> Self {
        let slash = if self.is_folder() { "" } else { "/" };
        Self(format!("{}{slash}", self.0))
    }

    /// Every folder that it is in, the innermost first; a folder is in itself.
    pub(crate) fn folders(&self) -> impl Iterator<Item = Self> + '_ {
        let slashes = self.0.match_indices('/').rev();
        slashes.map(|(at, _)| Self(self.0[..=at].to_owned()))
    }

    /// The scope in this namespace; its text is the name, a colon and the path.
    pub(crate) fn scope(&self, namespace: &Namespace) -> Private {
        let names = self.0.split('/').skip(1);
        names.fold(namespace.scope(""), Private::and)
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The text is no path that is served.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error(
    "a path begins with `/`, and no name in it is empty, begins with `.` or has a \\, %, ;, # or ? in it"
)]
pub(crate) struct PathError;

/// Whether a proxy, a browser or a file system may take a character for something else than itself.
fn is_ambiguous(character: char) -> bool {
    character.is_control() || matches!(character, '\\' | '%' | ';' | '#' | '?')
}

#[cfg(test)]
mod tests {
    use magiclink::scope::Scope as _;

    use super::*;

    fn path(text: &str) -> SitePath {
        SitePath::from_url(text).unwrap()
    }

    #[test]
    fn a_path_is_decoded_once_and_written_back() {
        for (url, decoded) in [
            ("/", "/"),
            ("/booking/1/", "/booking/1/"),
            ("/%62ooking/a%20b.pdf", "/booking/a b.pdf"),
            ("/caf%C3%A9/", "/café/"),
            ("/a:b@c,d=e", "/a:b@c,d=e"),
        ] {
            let read = path(url);
            assert_eq!(read.as_str(), decoded);
            assert_eq!(path(&read.to_url()), read);
            assert_eq!(SitePath::parse(decoded), Ok(read));
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        let long = format!("/{}", "a".repeat(LONGEST));
        for url in [
            "",
            "a",
            "*",
            "//",
            "/a//b",
            "//a",
            "/a/..",
            "/../a",
            "/./a",
            "/a/.",
            "/.a",
            "/a/.b/c",
            "/.well-known/x",
            "/%2e%2e/a",
            "/a/.%2e/b",
            "/%2Ea",
            "/a%2fb",
            "/a%2F",
            "/a\\b",
            "/a%5cb",
            "/..%5ca",
            "/a;b",
            "/..;/a",
            "/a%3Bb",
            "/a%00",
            "/a%0d%0ab",
            "/a%09",
            "/a%7f",
            "/a%C2%85",
            "/a%",
            "/a%2",
            "/a%zz",
            "/a%2561",
            "/%252e%252e/a",
            "/a#b",
            "/a%23b",
            "/a%3Fb",
            "/a b",
            "/caf\u{e9}",
            "/\u{2025}/a",
            "/a%FF",
            "/%C0%AE%C0%AE/a",
            &long,
        ] {
            assert_eq!(SitePath::from_url(url), Err(PathError), "{url:?}");
        }
    }

    #[test]
    fn a_path_is_below_its_folders_only() {
        let page = path("/docs/report/a.pdf");
        assert_eq!(page.below(&path("/docs/report/")), Some("a.pdf"));
        assert_eq!(page.below(&path("/")), Some("docs/report/a.pdf"));
        for other in [
            "/docs/report",
            "/docs/rep/",
            "/docs/report/a.pdf/",
            "/docs/report/a.pdf",
        ] {
            assert_eq!(page.below(&path(other)), None, "{other}");
        }
        assert_eq!(
            path("/docs/report-secret/").below(&path("/docs/report/")),
            None
        );
        let folders: Vec<_> = page.folders().map(|folder| folder.0).collect();
        assert_eq!(folders, ["/docs/report/", "/docs/", "/"]);
    }

    #[test]
    fn a_scope_is_the_name_and_the_path() {
        const PAGE: Namespace = Namespace::from_static("page");
        for text in ["/", "/booking/1/", "/a b/é.html"] {
            let scope = SitePath::parse(text).unwrap().scope(&PAGE);
            assert_eq!(scope.text(), format!("page:{text}"));
        }
    }
}
