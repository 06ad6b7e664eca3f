//! The languages of pages and mails, and which one a visitor reads.

mod accept;
mod texts;

pub use self::texts::TextsError;
pub(crate) use self::{accept::accepted, texts::Texts};

/// A language that there are texts in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Language {
    /// Its tag, as in the `lang` attribute.
    pub(crate) tag: &'static str,
    /// The texts, in Fluent's format.
    source: &'static str,
}

/// English comes first: it is what is shown to whoever reads none of them.
pub(crate) const LANGUAGES: [Language; 4] = [
    Language {
        tag: "en",
        source: include_str!("../../languages/en.ftl"),
    },
    Language {
        tag: "de",
        source: include_str!("../../languages/de.ftl"),
    },
    Language {
        tag: "fr",
        source: include_str!("../../languages/fr.ftl"),
    },
    Language {
        tag: "es",
        source: include_str!("../../languages/es.ftl"),
    },
];

/// The tags of the languages that there are texts in, such as `de`.
pub fn languages() -> impl Iterator<Item = &'static str> {
    LANGUAGES.into_iter().map(|language| language.tag)
}

impl Language {
    /// The first of the wanted languages that there are texts in; `de-AT` finds `de`.
    pub(crate) fn choose<T: AsRef<str>>(wanted: &[T]) -> Self {
        let find = |tag: &str| {
            let primary = tag.split('-').next().unwrap_or_default();
            LANGUAGES
                .into_iter()
                .find(|language| language.tag.eq_ignore_ascii_case(primary))
        };
        wanted
            .iter()
            .find_map(|tag| find(tag.as_ref()))
            .unwrap_or(LANGUAGES[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_there_is_is_chosen() {
        let choose = |wanted: &[&str]| Language::choose(wanted).tag;
        assert_eq!(choose(&["nl", "de-AT", "fr"]), "de");
        assert_eq!(choose(&["FR"]), "fr");
        assert_eq!(choose(&["xx", ""]), "en");
        assert_eq!(choose(&[]), "en");
    }

    #[test]
    fn every_language_has_the_same_texts() {
        let keys = |language: Language| -> Vec<&str> {
            let lines = language
                .source
                .lines()
                .filter(|line| !line.starts_with(['#', ' ', '}']));
            let keys = lines.filter_map(|line| line.split_once(" = "));
            keys.map(|(key, _)| key).collect()
        };
        let [english, others @ ..] = LANGUAGES;
        assert!(keys(english).len() > 100);
        for language in others {
            assert_eq!(keys(language), keys(english), "{}", language.tag);
        }
    }
}
