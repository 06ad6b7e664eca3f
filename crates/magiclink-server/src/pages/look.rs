//! How the program's own pages look: their templates, their texts, and what leads from one to another.

use magiclink::person::Person;
use magiclink_axum::{NavigationItem, WebSettings};

use crate::{pages::sample, routes::Route};

/// The templates, by the names that handlers know them by.
const TEMPLATES: [(&str, &str); 12] = [
    (
        "pages/new-link.html",
        include_str!("../../templates/pages/new-link.html"),
    ),
    (
        "pages/made-link.html",
        include_str!("../../templates/pages/made-link.html"),
    ),
    (
        "pages/links.html",
        include_str!("../../templates/pages/links.html"),
    ),
    (
        "pages/link-cells.html",
        include_str!("../../templates/pages/link-cells.html"),
    ),
    (
        "pages/all-links.html",
        include_str!("../../templates/pages/all-links.html"),
    ),
    (
        "pages/audit.html",
        include_str!("../../templates/pages/audit.html"),
    ),
    (
        "pages/log-in-again.html",
        include_str!("../../templates/pages/log-in-again.html"),
    ),
    (
        "pages/mails.html",
        include_str!("../../templates/pages/mails.html"),
    ),
    (
        "pages/new-person.html",
        include_str!("../../templates/pages/new-person.html"),
    ),
    (
        "pages/pager.html",
        include_str!("../../templates/pages/pager.html"),
    ),
    (
        "pages/people.html",
        include_str!("../../templates/pages/people.html"),
    ),
    (
        "pages/person.html",
        include_str!("../../templates/pages/person.html"),
    ),
];

/// The texts, in each language.
const TEXTS: [(&str, &str); 4] = [
    ("en", include_str!("../../languages/pages/en.ftl")),
    ("de", include_str!("../../languages/pages/de.ftl")),
    ("fr", include_str!("../../languages/pages/fr.ftl")),
    ("es", include_str!("../../languages/pages/es.ftl")),
];

/// Adds the pages to those of the login; each is written once in every language when the server starts.
pub(crate) fn with_pages(mut settings: WebSettings) -> WebSettings {
    for (name, source) in TEMPLATES {
        for sample in sample::of(name) {
            settings = settings.with_page(name, source, sample);
        }
    }
    for (language, texts) in TEXTS {
        settings = settings.with_texts(language, texts);
    }
    settings
}

/// What leads an account from one page to the others.
pub(crate) fn navigation(person: &Person, has_sites: bool) -> Vec<NavigationItem> {
    let item = |path, text| NavigationItem { path, text };
    let mut items = vec![item(
        magiclink_axum::Route::Account.path(),
        "navigation-account",
    )];
    if has_sites {
        items.push(item(Route::Links.path(), "navigation-links"));
    }
    if person.is_admin {
        items.push(item(Route::Accounts.path(), "navigation-people"));
        if has_sites {
            items.push(item(Route::AllLinks.path(), "navigation-all-links"));
        }
        items.push(item(Route::Mails.path(), "navigation-mails"));
        items.push(item(Route::Audit.path(), "navigation-audit"));
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_texts() {
        let keys = |source: &'static str| -> Vec<&str> {
            let lines = source
                .lines()
                .filter(|line| !line.starts_with(['#', ' ', '}']));
            let keys = lines.filter_map(|line| line.split_once(" = "));
            keys.map(|(key, _)| key).collect()
        };
        let [(_, english), others @ ..] = TEXTS;
        for (language, texts) in others {
            assert_eq!(keys(texts), keys(english), "{language}");
        }
    }

    #[test]
    fn every_template_has_a_sample() {
        for (name, _) in TEMPLATES {
            assert!(!sample::of(name).is_empty(), "{name}");
        }
    }
}
