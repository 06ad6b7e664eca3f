//! The pages of errors that say the same to everybody: written once, at the start. Whoever tries one wrong
//! link after the other is answered with bytes that are there.

use axum::body::Bytes;
use minijinja::context;

use crate::{
    language::{LANGUAGES, Language},
    pages::{Pages, PagesError},
};

/// What the words of such a page are called, and its template.
const FIXED: [(&str, &str); 12] = [
    ("bad-request", ERROR),
    ("host", ERROR),
    ("forged", ERROR),
    ("forbidden", ERROR),
    ("not-found", ERROR),
    ("method", ERROR),
    ("media-type", ERROR),
    ("too-large", ERROR),
    ("timeout", ERROR),
    ("refused", REFUSED),
    ("private-refused", REFUSED),
    ("cancel-refused", REFUSED),
];

const ERROR: &str = "pages/error.html";
const REFUSED: &str = "pages/refused.html";

/// These pages in every language.
#[derive(Debug, Default)]
pub(super) struct FixedPages(Vec<(&'static str, Language, Bytes)>);

impl FixedPages {
    pub(super) fn write(pages: &Pages) -> Result<Self, PagesError> {
        let mut written = Vec::with_capacity(FIXED.len() * LANGUAGES.len());
        for (key, template) in FIXED {
            for language in LANGUAGES {
                let page = pages.write(template, language, context! { key, reference => "" })?;
                written.push((key, language, page.into()));
            }
        }
        Ok(Self(written))
    }

    /// A page, by what its words are called; `None` if it is none of these.
    pub(super) fn find(&self, key: &str, language: Language) -> Option<Bytes> {
        let mut all = self.0.iter();
        let is_wanted = |(its_key, its_language, _): &&(&str, Language, Bytes)| {
            *its_key == key && its_language.tag == language.tag
        };
        all.find(is_wanted).map(|(_, _, page)| page.clone())
    }
}
