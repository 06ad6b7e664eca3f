//! The folders that are served, and which one a path is in.

use std::{io, path::PathBuf};

use crate::site::{
    SitePath,
    file::{self, Found},
};

/// The first names of paths that are the program's own.
pub(crate) const OWN: [&str; 8] = [
    "login", "logout", "account", "link", "links", "admin", "dev", "health",
];

/// A folder that is served, and the path that it is served at.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// The path of the folder's own page; it ends with a slash.
    pub(crate) path: SitePath,
    /// The folder.
    pub(crate) root: PathBuf,
}

/// All folders that are served.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sites(Vec<Site>);

impl Sites {
    pub(crate) fn new(mut sites: Vec<Site>) -> Self {
        // Of two that a path is in, the inner one comes first.
        sites.sort_by_key(|site| std::cmp::Reverse(site.path.as_str().len()));
        Self(sites)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The files and folders that are never shown, because their paths are the program's own.
    pub(crate) fn covered(&self) -> impl Iterator<Item = PathBuf> + '_ {
        let at_top = self.0.iter().filter(|site| site.path.as_str() == "/");
        at_top
            .flat_map(|site| OWN.map(|name| site.root.join(name)))
            .filter(|file| file.exists())
    }

    /// What is shown at a path; `None` if nothing is. It waits for the disk.
    pub(crate) fn look_up(&self, path: &SitePath) -> io::Result<Option<Found>> {
        match self.find(path) {
            Some((site, rest)) => file::find(&site.root, rest),
            None => Ok(None),
        }
    }

    /// The folder that a path is in, and the rest of the path; `None` if it is in none.
    pub(crate) fn find<'p>(&self, path: &'p SitePath) -> Option<(&Site, &'p str)> {
        if OWN.contains(&path.first_name()) {
            return None;
        }
        let mut sites = self.0.iter();
        sites.find_map(|site| Some((site, path.below(&site.path)?)))
    }
}
