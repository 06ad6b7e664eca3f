//! A private link as somebody has typed what it is to be, and what is wrong with it.

use std::time::Duration;

use magiclink::{
    link::{CreateLinkError, NewLink},
    passphrase::Passphrase,
};
use magiclink_axum::{Form, PageError};

use crate::{
    app::App,
    site::{Found, SitePath, Target},
};

/// A day, the unit of the form.
pub(super) const DAY: Duration = Duration::from_hours(24);

/// What was typed.
pub(super) struct WantedLink<'t> {
    pub(super) path: &'t str,
    pub(super) is_folder: bool,
    pub(super) label: &'t str,
    pub(super) days: &'t str,
    pub(super) uses: &'t str,
    pub(super) passphrase: &'t str,
}

/// A field that something is wrong with, and what the text about it is called.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Mistake {
    pub(super) field: &'static str,
    pub(super) text: &'static str,
}

const fn mistake(field: &'static str, text: &'static str) -> Mistake {
    Mistake { field, text }
}

impl<'t> WantedLink<'t> {
    pub(super) fn read(form: &'t Form) -> Result<Self, PageError> {
        form.only(&["path", "opens", "label", "days", "uses", "passphrase"])?;
        let field = |name| form.field(name).unwrap_or_default();
        Ok(Self {
            path: field("path").trim(),
            is_folder: match field("opens") {
                "page" => false,
                "folder" => true,
                _ => return Err(PageError::BadRequest("neither a page nor a folder")),
            },
            label: field("label").trim(),
            days: field("days").trim(),
            uses: field("uses").trim(),
            passphrase: field("passphrase").trim(),
        })
    }

    /// What the link opens: there is something at the path.
    pub(super) async fn target(&self, app: &App) -> Result<Result<Target, Mistake>, PageError> {
        let Some(path) = self.site_path(app) else {
            return Ok(Err(mistake("path", "link-path-foreign")));
        };
        if self.is_folder && !path.is_folder() {
            return Ok(Err(mistake("path", "link-path-slash")));
        }
        let (sites, looked_up) = (app.sites.clone(), path.clone());
        let found = tokio::task::spawn_blocking(move || sites.look_up(&looked_up)).await;
        let found = found.map_err(PageError::internal)?;
        Ok(match found.map_err(PageError::internal)? {
            Some(Found::File { .. }) if self.is_folder => Ok(Target::Folder(path)),
            Some(Found::File { .. }) => Ok(Target::Page(path)),
            Some(Found::Folder) => Err(mistake("path", "link-path-slash")),
            None => Err(mistake("path", "link-path-nothing")),
        })
    }

    /// The path; whoever copies it out of a browser may paste all of the address.
    fn site_path(&self, app: &App) -> Option<SitePath> {
        let path = self.path.strip_prefix(app.base_url.origin());
        let path = path.unwrap_or(self.path);
        // Copied out of a browser it has escapes.
        let read = if path.contains('%') {
            SitePath::from_url(path)
        } else {
            SitePath::parse(path)
        };
        read.ok().filter(|path| app.sites.find(path).is_some())
    }

    /// What is to be made, but for the passphrase.
    pub(super) fn new_link(&self) -> Result<NewLink, Mistake> {
        let days = self.days.parse::<u32>().ok().filter(|days| *days > 0);
        let days = days.ok_or(mistake("days", "link-days-wrong"))?;
        let uses = match self.uses {
            "" => None,
            text => Some(
                text.parse()
                    .map_err(|_| mistake("uses", "link-uses-wrong"))?,
            ),
        };
        Ok(NewLink {
            label: self.label.to_owned(),
            max_age: Some(DAY * days),
            max_uses: uses,
            passphrase: None,
        })
    }

    /// The passphrase; `None` if none was typed.
    pub(super) fn passphrase(&self) -> Result<Option<Passphrase>, Mistake> {
        match self.passphrase {
            "" => Ok(None),
            typed => Passphrase::parse(typed)
                .map(Some)
                .map_err(|_| mistake("passphrase", "link-passphrase-wrong")),
        }
    }
}

/// What is wrong with a link that was not made; the error itself if it is not what was typed.
pub(super) fn refused(error: CreateLinkError) -> Result<Mistake, PageError> {
    match error {
        CreateLinkError::Label => Ok(mistake("label", "link-label-wrong")),
        CreateLinkError::ShortMaxAge | CreateLinkError::LongMaxAge { .. } => {
            Ok(mistake("days", "link-days-wrong"))
        }
        CreateLinkError::NoUses => Ok(mistake("uses", "link-uses-wrong")),
        CreateLinkError::PassphraseNeeded => Ok(mistake("passphrase", "link-passphrase-needed")),
        CreateLinkError::Store(error) => Err(error.into()),
        broken => Err(PageError::internal(broken)),
    }
}
