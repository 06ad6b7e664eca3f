//! What a private link opens: one page, or a folder with all that is in it.

use std::fmt;

use magiclink::scope::{Namespace, Private};

use crate::site::SitePath;

/// One page: exactly this path.
pub(crate) const PAGE: Namespace = Namespace::from_static("page");
/// A folder: each path that begins with this one.
pub(crate) const FOLDER: Namespace = Namespace::from_static("folder");

/// What a private link opens.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Target {
    /// Exactly this path.
    Page(SitePath),
    /// This path, which ends with a slash, and all paths below it.
    Folder(SitePath),
}

impl Target {
    /// Reads the scope of a link; `None` if it is for something else.
    pub(crate) fn of_scope(text: &str) -> Option<Self> {
        let (namespace, path) = text.split_once(':')?;
        let path = SitePath::parse(path).ok()?;
        match namespace {
            name if name == PAGE.as_str() => Some(Self::Page(path)),
            name if name == FOLDER.as_str() && path.is_folder() => Some(Self::Folder(path)),
            _ => None,
        }
    }

    /// Everything that a link which opens `path` can be for.
    pub(crate) fn all_that_open(path: &SitePath) -> impl Iterator<Item = Self> + '_ {
        let page = std::iter::once_with(|| Self::Page(path.clone()));
        page.chain(path.folders().map(Self::Folder))
    }

    /// Whether a link for this opens `path`.
    pub(crate) fn opens(&self, path: &SitePath) -> bool {
        match self {
            Self::Page(page) => page == path,
            Self::Folder(folder) => path.below(folder).is_some(),
        }
    }

    /// Where the link leads.
    pub(crate) fn path(&self) -> &SitePath {
        match self {
            Self::Page(path) | Self::Folder(path) => path,
        }
    }

    /// The scope of its links.
    pub(crate) fn scope(&self) -> Private {
        match self {
            Self::Page(path) => path.scope(&PAGE),
            Self::Folder(path) => path.scope(&FOLDER),
        }
    }
}

/// `/booking/1/` for a page, `/booking/…` for a folder.
impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(path) => write!(formatter, "{path}"),
            Self::Folder(path) => write!(formatter, "{path}…"),
        }
    }
}

#[cfg(test)]
mod tests {
    use magiclink::scope::Scope as _;

    use super::*;

    fn path(text: &str) -> SitePath {
        SitePath::parse(text).unwrap()
    }

    #[test]
    fn a_target_is_read_from_its_own_scope() {
        for target in [
            Target::Page(path("/booking/1/")),
            Target::Page(path("/a b.html")),
            Target::Folder(path("/booking/")),
            Target::Folder(path("/")),
        ] {
            assert_eq!(Target::of_scope(target.scope().text()), Some(target));
        }
        for text in [
            "",
            "page",
            "page:",
            "page:a",
            "folder:/a",
            "booking:1",
            "page:/../a",
            "page:/%2F",
        ] {
            assert_eq!(Target::of_scope(text), None, "{text}");
        }
    }

    #[test]
    fn what_opens_a_path_is_what_is_tried() {
        let page = path("/booking/1/house.svg");
        let all: Vec<_> = Target::all_that_open(&page).collect();
        assert!(all.iter().all(|target| target.opens(&page)));
        let texts: Vec<_> = all
            .iter()
            .map(|target| target.scope().text().to_owned())
            .collect();
        assert_eq!(
            texts,
            [
                "page:/booking/1/house.svg",
                "folder:/booking/1/",
                "folder:/booking/",
                "folder:/"
            ]
        );
    }

    #[test]
    fn a_target_opens_nothing_beside_it() {
        let page = Target::Page(path("/booking/1/"));
        let folder = Target::Folder(path("/booking/1/"));
        for (text, by_page, by_folder) in [
            ("/booking/1/", true, true),
            ("/booking/1/index.html", false, true),
            ("/booking/1/house.svg", false, true),
            ("/booking/1/more/", false, true),
            ("/booking/1", false, false),
            ("/booking/11/", false, false),
            ("/booking/", false, false),
            ("/Booking/1/", false, false),
            ("/", false, false),
        ] {
            assert_eq!(page.opens(&path(text)), by_page, "{text}");
            assert_eq!(folder.opens(&path(text)), by_folder, "{text}");
        }
    }
}
