//! Folders that are served: to accounts that are logged in, and to whoever has a private link.

mod answer;
mod file;
mod path;
mod show;
mod sites;
mod target;
#[cfg(test)]
mod tests;

pub(crate) use self::{
    file::Found,
    path::SitePath,
    show::routes,
    sites::{OWN, Site, Sites},
    target::{FOLDER, PAGE, Target},
};

/// The words of the pages here, in each language.
pub(crate) const TEXTS: [(&str, &str); 4] = [
    ("en", include_str!("../../languages/site/en.ftl")),
    ("de", include_str!("../../languages/site/de.ftl")),
    ("fr", include_str!("../../languages/site/fr.ftl")),
    ("es", include_str!("../../languages/site/es.ftl")),
];
