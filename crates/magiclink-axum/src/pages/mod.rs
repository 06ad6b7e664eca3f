//! The pages and mails as templates, each in every language.

mod environment;
mod escape;
mod folder;
mod sample;

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use fluent_bundle::FluentArgs;
use magiclink::bearer::Digest;
use minijinja::{Environment, Error, Value, context};

pub use self::folder::FolderError;
use crate::{
    hex,
    language::{LANGUAGES, Language, Texts},
    routes::{Route, Urls},
};

/// The templates that are compiled in.
const EMBEDDED: [(&str, &str); 15] = [
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

/// The pages and mails.
#[derive(Debug)]
pub(crate) struct Pages {
    environment: Environment<'static>,
    texts: Arc<Texts>,
    files: BTreeMap<String, PathBuf>,
    site: String,
    urls: Value,
    style: String,
    style_path: String,
}

/// A template cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PagesError {
    /// The folder of templates cannot be read.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A template is broken.
    #[error("the template {file}, line {line}: {cause}")]
    Template {
        /// The file, or the name of the template that is compiled in.
        file: String,
        /// The line in it.
        line: usize,
        /// What is wrong.
        cause: String,
    },
    /// A text is missing or broken.
    #[error("{0}")]
    Texts(String),
}

impl Pages {
    /// Reads the templates, in `folder` where it has them, and writes each of them once in every
    /// language, so that a mistake shows now and not to a visitor.
    pub(crate) fn new(
        site: &str,
        urls: &Urls,
        folder: Option<&PathBuf>,
    ) -> Result<Self, PagesError> {
        let texts = Arc::new(Texts::new().map_err(|error| PagesError::Texts(error.to_string()))?);
        let mut sources: BTreeMap<String, String> = EMBEDDED
            .iter()
            .map(|(name, source)| ((*name).to_owned(), (*source).to_owned()))
            .collect();
        let mut files = BTreeMap::new();
        for found in folder
            .map(|folder| folder::read(folder))
            .transpose()?
            .unwrap_or_default()
        {
            sources.insert(found.name.clone(), found.source);
            files.insert(found.name, found.path);
        }
        let style = sources.remove(STYLE).unwrap_or_default();
        let style_path = urls.below(&style_path(&style));
        let urls = Route::ALL.map(|(route, name)| (name, urls.of(route)));
        let mut urls = BTreeMap::from(urls);
        urls.insert("style", style_path.clone());
        let mut pages = Self {
            environment: environment::new(Arc::clone(&texts)),
            texts,
            files,
            site: site.to_owned(),
            urls: Value::from(urls),
            style,
            style_path,
        };
        for (name, source) in sources {
            let added = pages.environment.add_template_owned(name, source);
            added.map_err(|error| pages.broken(&error))?;
        }
        pages.check()?;
        Ok(pages)
    }

    /// Writes a page or a mail.
    pub(crate) fn write(
        &self,
        name: &str,
        language: Language,
        values: Value,
    ) -> Result<String, PagesError> {
        let (site, url, lang) = (&self.site, &self.urls, language.tag);
        let written = self
            .environment
            .get_template(name)
            .and_then(|template| template.render(context! { site, url, lang, ..values }));
        written.map_err(|error| self.broken(&error))
    }

    /// Writes a text that is no template of its own.
    pub(crate) fn text(
        &self,
        language: Language,
        key: &str,
        arguments: &FluentArgs<'_>,
    ) -> Result<String, PagesError> {
        self.texts
            .text(language.tag, key, Some(arguments))
            .map_err(|error| PagesError::Texts(error.to_string()))
    }

    /// The name of the site.
    pub(crate) fn site(&self) -> &str {
        &self.site
    }

    /// The style sheet and its path on the site, which names its content.
    pub(crate) fn style(&self) -> (&str, &str) {
        (&self.style_path, &self.style)
    }

    fn check(&self) -> Result<(), PagesError> {
        for language in LANGUAGES {
            for (name, values) in sample::all() {
                self.write(name, language, values)?;
            }
        }
        Ok(())
    }

    fn broken(&self, error: &Error) -> PagesError {
        let name = error.name().unwrap_or("?");
        let file = self.files.get(name).map(|path| path.display().to_string());
        let cause = error
            .detail()
            .map_or_else(|| error.kind().to_string(), str::to_owned);
        PagesError::Template {
            file: file.unwrap_or_else(|| name.to_owned()),
            line: error.line().unwrap_or_default(),
            cause,
        }
    }
}

/// The path of the style sheet, counted from the base URL: it changes with the content, so that a
/// browser may keep it for good.
fn style_path(style: &str) -> String {
    let hash = hex::write(&Digest::of(&[style.as_bytes()]).as_bytes()[..4]);
    format!("/login/style-{hash}.css")
}
