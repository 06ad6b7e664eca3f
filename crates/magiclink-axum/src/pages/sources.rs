//! Where templates come from: compiled in, of the application, in the operator's folder.

use std::{collections::BTreeMap, path::PathBuf};

use minijinja::Value;

use crate::pages::{FolderError, folder};

/// The templates that are compiled in.
const EMBEDDED: [(&str, &str); 16] = [
    (
        "pages/account.html",
        include_str!("../../templates/pages/account.html"),
    ),
    (
        "pages/asked.html",
        include_str!("../../templates/pages/asked.html"),
    ),
    (
        "pages/base.html",
        include_str!("../../templates/pages/base.html"),
    ),
    (
        "pages/cancel.html",
        include_str!("../../templates/pages/cancel.html"),
    ),
    (
        "pages/cancelled.html",
        include_str!("../../templates/pages/cancelled.html"),
    ),
    (
        "pages/confirm.html",
        include_str!("../../templates/pages/confirm.html"),
    ),
    (
        "pages/error.html",
        include_str!("../../templates/pages/error.html"),
    ),
    (
        "pages/limited.html",
        include_str!("../../templates/pages/limited.html"),
    ),
    (
        "pages/login.html",
        include_str!("../../templates/pages/login.html"),
    ),
    (
        "pages/logout.html",
        include_str!("../../templates/pages/logout.html"),
    ),
    (
        "pages/open_link.html",
        include_str!("../../templates/pages/open_link.html"),
    ),
    (
        "pages/refused.html",
        include_str!("../../templates/pages/refused.html"),
    ),
    (
        "pages/sent.html",
        include_str!("../../templates/pages/sent.html"),
    ),
    (
        "mail/login.html",
        include_str!("../../templates/mail/login.html"),
    ),
    (
        "mail/login.txt",
        include_str!("../../templates/mail/login.txt"),
    ),
    (STYLE, include_str!("../../templates/style.css")),
];

/// The style sheet: served as it is, overridden like a template.
const STYLE: &str = "style.css";

/// Pages and texts of the application's own.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnPages {
    /// Name, source and sample values of each template.
    pub(crate) pages: Vec<(String, String, Value)>,
    /// Language and source.
    pub(crate) texts: Vec<(String, String)>,
    /// The operator's folder.
    pub(crate) folder: Option<PathBuf>,
}

/// All templates by their names, and the style sheet.
pub(super) struct Sources {
    pub(super) templates: BTreeMap<String, String>,
    pub(super) style: String,
    /// The files of those that come from the folder.
    pub(super) files: BTreeMap<String, PathBuf>,
}

impl Sources {
    /// Gathers them; what comes later takes the place of what has the same name.
    pub(super) fn gather(own: &OwnPages) -> Result<Self, FolderError> {
        let embedded = EMBEDDED.map(|(name, source)| (name.to_owned(), source.to_owned()));
        let mut templates = BTreeMap::from(embedded);
        for (name, source, _) in &own.pages {
            templates.insert(name.clone(), source.clone());
        }
        let mut files = BTreeMap::new();
        let found = own.folder.as_deref().map(folder::read).transpose()?;
        for file in found.unwrap_or_default() {
            if templates.insert(file.name.clone(), file.source).is_none() {
                tracing::warn!(template.file = %file.path.display(), "the file takes the place of no template");
            }
            files.insert(file.name, file.path);
        }
        let style = templates.remove(STYLE).unwrap_or_default();
        Ok(Self {
            templates,
            style,
            files,
        })
    }
}
