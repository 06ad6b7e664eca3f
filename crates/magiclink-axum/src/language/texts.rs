//! The texts of all languages.

use std::fmt;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};

use crate::language::{LANGUAGES, Language};

/// The texts of all languages, by their keys.
pub(crate) struct Texts(Vec<(Language, FluentBundle<FluentResource>)>);

/// A text is missing or broken.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TextsError {
    /// Texts were added to a language that there is not.
    #[error("there are no texts in the language `{0}` to add to")]
    Language(String),
    /// Texts that are not in Fluent's format.
    #[error("the texts of the language `{tag}` cannot be read: {cause}")]
    Source {
        /// The language.
        tag: String,
        /// What is wrong.
        cause: String,
    },
    /// A text that a page asks for.
    #[error("there is no text `{key}` in the language `{tag}`")]
    Missing {
        /// The key.
        key: String,
        /// The language.
        tag: String,
    },
    /// A text that asks for more than a page gives.
    #[error("the text `{key}` in the language `{tag}` cannot be written: {cause}")]
    Broken {
        /// The key.
        key: String,
        /// The language.
        tag: String,
        /// What is wrong.
        cause: String,
    },
}

impl Texts {
    /// Reads the texts that are compiled in, and those of the application: language and source.
    pub(crate) fn new(added: &[(String, String)]) -> Result<Self, TextsError> {
        let is_there = |tag: &str| LANGUAGES.iter().any(|language| language.tag == tag);
        if let Some((tag, _)) = added.iter().find(|(tag, _)| !is_there(tag)) {
            return Err(TextsError::Language(tag.clone()));
        }
        let bundles = LANGUAGES.map(|language| {
            let added = added.iter().filter(|(tag, _)| tag == language.tag);
            Ok((
                language,
                bundle(language, added.map(|(_, source)| source.as_str()))?,
            ))
        });
        Ok(Self(bundles.into_iter().collect::<Result<_, _>>()?))
    }

    /// Writes a text.
    pub(crate) fn text(
        &self,
        tag: &str,
        key: &str,
        arguments: Option<&FluentArgs<'_>>,
    ) -> Result<String, TextsError> {
        let missing = || TextsError::Missing {
            key: key.to_owned(),
            tag: tag.to_owned(),
        };
        let (_, bundle) = self
            .0
            .iter()
            .find(|(language, _)| language.tag == tag)
            .ok_or_else(missing)?;
        let pattern = bundle
            .get_message(key)
            .and_then(|message| message.value())
            .ok_or_else(missing)?;
        let mut errors = Vec::new();
        let text = bundle
            .format_pattern(pattern, arguments, &mut errors)
            .into_owned();
        match errors.first() {
            None => Ok(text),
            Some(error) => Err(TextsError::Broken {
                key: key.to_owned(),
                tag: tag.to_owned(),
                cause: error.to_string(),
            }),
        }
    }
}

fn bundle<'s>(
    language: Language,
    added: impl Iterator<Item = &'s str>,
) -> Result<FluentBundle<FluentResource>, TextsError> {
    let error = |cause: String| TextsError::Source {
        tag: language.tag.to_owned(),
        cause,
    };
    let locale = language
        .tag
        .parse()
        .map_err(|_| error("the tag is no language".to_owned()))?;
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // The isolation marks around arguments would be copied along with an address or a code.
    bundle.set_use_isolating(false);
    for source in std::iter::once(language.source).chain(added) {
        let read = FluentResource::try_new(source.to_owned());
        let resource = read.map_err(|(_, causes)| {
            error(causes.first().map(ToString::to_string).unwrap_or_default())
        })?;
        bundle.add_resource_overriding(resource);
    }
    Ok(bundle)
}

impl fmt::Debug for Texts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_list()
            .entries(self.0.iter().map(|(language, _)| language.tag))
            .finish()
    }
}
