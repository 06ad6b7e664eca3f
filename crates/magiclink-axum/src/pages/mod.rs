//! The pages and mails as templates, each in every language.

mod environment;
mod error;
mod escape;
mod fixed;
mod folder;
mod known;
mod sample;
mod sources;

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use axum::body::Bytes;
use fluent_bundle::FluentArgs;
use magiclink::bearer::Digest;
use minijinja::{Environment, Error, Value};

pub(crate) use self::sources::OwnPages;
pub use self::{error::PagesError, folder::FolderError};
use self::{fixed::FixedPages, known::Known, sources::Sources};
use crate::{
    hex,
    language::{LANGUAGES, Language, Texts},
    routes::{Route, Urls},
};

/// The pages and mails.
#[derive(Debug)]
pub(crate) struct Pages {
    environment: Environment<'static>,
    fixed: FixedPages,
    texts: Arc<Texts>,
    files: BTreeMap<String, PathBuf>,
    site: String,
    style: String,
    style_path: String,
}

impl Pages {
    /// Reads the templates and writes each of them once in every language, so that a mistake shows now
    /// and not to a visitor.
    pub(crate) fn new(site: &str, urls: &Urls, own: &OwnPages) -> Result<Self, PagesError> {
        let texts = Arc::new(Texts::new(&own.texts)?);
        let Sources {
            templates,
            style,
            files,
        } = Sources::gather(own)?;
        let style_path = urls.below(&style_path(&style));
        let mut paths = BTreeMap::from(Route::ALL.map(|(route, name)| (name, urls.of(route))));
        paths.insert("style", style_path.clone());
        let mut environment = environment::new(Arc::clone(&texts));
        environment.add_global("site", site);
        environment.add_global("url", Value::from(paths));
        let mut pages = Self {
            environment,
            fixed: FixedPages::default(),
            texts,
            files,
            site: site.to_owned(),
            style,
            style_path,
        };
        for (name, source) in templates {
            let added = pages.environment.add_template_owned(name, source);
            added.map_err(|error| pages.broken(&error))?;
        }
        pages.check(own)?;
        pages.fixed = FixedPages::write(&pages)?;
        Ok(pages)
    }

    /// Writes a page or a mail.
    pub(crate) fn write(
        &self,
        name: &str,
        language: Language,
        values: Value,
    ) -> Result<String, PagesError> {
        let lang = language.tag;
        let known = Value::from_object(Known { lang, values });
        let written = self
            .environment
            .get_template(name)
            .and_then(|template| template.render(known));
        written.map_err(|error| self.broken(&error))
    }

    /// The page of an error that says the same to everybody, by what its words are called; `None` if it
    /// is none of these.
    pub(crate) fn fixed(&self, key: &str, language: Language) -> Option<Bytes> {
        self.fixed.find(key, language)
    }

    /// Writes a text that is no template of its own.
    pub(crate) fn text(
        &self,
        language: Language,
        key: &str,
        arguments: &FluentArgs<'_>,
    ) -> Result<String, PagesError> {
        Ok(self.texts.text(language.tag, key, Some(arguments))?)
    }

    /// The texts of all languages.
    pub(crate) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The name of the site.
    pub(crate) fn site(&self) -> &str {
        &self.site
    }

    /// The style sheet and its path on the site, which names its content.
    pub(crate) fn style(&self) -> (&str, &str) {
        (&self.style_path, &self.style)
    }

    fn check(&self, own: &OwnPages) -> Result<(), PagesError> {
        let samples = sample::all();
        let samples = samples.iter().map(|(name, values)| (*name, values));
        let own = own
            .pages
            .iter()
            .map(|(name, _, values)| (name.as_str(), values));
        for (name, values) in samples.chain(own) {
            for language in LANGUAGES {
                self.write(name, language, values.clone())?;
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
