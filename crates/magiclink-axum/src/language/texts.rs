//! The texts of all languages.

use std::fmt;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};

use crate::language::{LANGUAGES, Language};

/// The texts of all languages, by their keys.
pub(crate) struct Texts(Vec<(Language, FluentBundle<FluentResource>)>);

/// A text is missing or broken.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub(crate) enum TextsError {
    #[error("the texts of the language `{0}` cannot be read: {1}")]
    Source(&'static str, String),
    #[error("there is no text `{key}` in the language `{tag}`")]
    Missing { key: String, tag: String },
    #[error("the text `{key}` in the language `{tag}` cannot be written: {cause}")]
    Broken {
        key: String,
        tag: String,
        cause: String,
    },
}

impl Texts {
    /// Reads the texts that are compiled in.
    pub(crate) fn new() -> Result<Self, TextsError> {
        let bundles = LANGUAGES
            .into_iter()
            .map(|language| Ok((language, bundle(language)?)));
        Ok(Self(bundles.collect::<Result<_, _>>()?))
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

fn bundle(language: Language) -> Result<FluentBundle<FluentResource>, TextsError> {
    let error = |cause: String| TextsError::Source(language.tag, cause);
    let locale = language
        .tag
        .parse()
        .map_err(|_| error("the tag is no language".to_owned()))?;
    let resource = FluentResource::try_new(language.source.to_owned())
        .map_err(|(_, causes)| error(causes.iter().map(ToString::to_string).collect()))?;
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // The isolation marks around arguments would be copied along with an address or a code.
    bundle.set_use_isolating(false);
    bundle
        .add_resource(resource)
        .map_err(|causes| error(causes.iter().map(ToString::to_string).collect()))?;
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
