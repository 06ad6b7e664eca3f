//! Settings that are refused, each with a sentence that says what to do.

use crate::settings::Danger;

/// Settings that are refused; the text says what to do.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// A secret of fewer than 32 bytes.
    #[error(
        "a secret key has fewer than 32 bytes: use 48 random bytes, as `Secret::generate` makes them"
    )]
    ShortSecret,
    /// A secret of fewer than 5 different bytes.
    #[error(
        "a secret key has fewer than 5 different bytes: use 48 random bytes, as `Secret::generate` makes them"
    )]
    MonotonousSecret,
    /// A secret that stands in documentation, or that a project template made for development.
    #[error(
        "a secret key is an example or made for development: use 48 random bytes, as `Secret::generate` makes them"
    )]
    ExampleSecret,
    /// A `|` where v2 joins texts with `|` to derive its key.
    #[error("{0} contains `|`, so that two settings could share a signing key: choose one without")]
    Ambiguous(&'static str),
    /// A signature size outside 1 to 64, or below 8.
    #[error("a signature of {0} bytes is outside 8 to 64: leave it at 10")]
    SignatureSize(usize),
    /// Tokens that neither expire nor end with a change of anything.
    #[error(
        "tokens would be valid for ever, whatever happens to the account: set a maximum age or bind them to the password"
    )]
    Irrevocable,
    /// v3 tokens without a maximum age.
    #[error("v3 tokens always expire: set a maximum age")]
    NoMaxAge,
    /// A maximum age of less than a second, in which no v3 token can be used.
    #[error("v3 tokens would expire before anyone can use them: set a maximum age of minutes")]
    ShortMaxAge,
    /// A maximum age over the limit of v3.
    #[error(
        "{0} links would live too long: set at most 24 hours for login links and 400 days for private links"
    )]
    LongMaxAge(&'static str),
    /// v3 tokens without a base URL.
    #[error("v3 tokens name the application that they are for: set the base URL")]
    NoBaseUrl,
    /// A base URL that is none.
    #[error(
        "`{0}` is not a base URL: write it like https://example.com, without user, query or fragment"
    )]
    BaseUrl(String),
    /// A name of the query parameter that would need escaping.
    #[error("`{0}` cannot be the name of the parameter: use letters, digits, `-` and `_`")]
    TokenName(String),
    /// Two namespaces of which one is the end of the other.
    #[error(
        "the namespace `{0}` is the end of `{1}`, so that their scopes could be mixed up: rename one"
    )]
    Namespaces(String, String),
    /// v1 without iterations.
    #[error("v1 tokens need at least one iteration: leave it at 10,000")]
    Iterations,
}

impl SettingsError {
    /// What to allow to have the settings all the same, if that is possible.
    #[must_use]
    pub fn danger(&self) -> Option<Danger> {
        match self {
            Self::ShortSecret
            | Self::MonotonousSecret
            | Self::ExampleSecret
            | Self::Ambiguous(_) => Some(Danger::WeakSecret),
            Self::SignatureSize(1..=7) => Some(Danger::ShortSignature),
            Self::Irrevocable => Some(Danger::Irrevocable),
            _ => None,
        }
    }
}

/// Settings that are allowed but unwise; the text says what to do.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Warning {
    /// A v2 signature of 8 or 9 bytes.
    #[error("a signature of {0} bytes is short: 10 are the default of django-sesame")]
    ShortSignature(usize),
    /// Login links that live longer than 10 minutes, or for ever.
    #[error(
        "login links live longer than 10 minutes: whoever reads the mail later can log in, too"
    )]
    LongLogin,
    /// v1 is accepted.
    #[error(
        "v1 tokens rest on MD5 and SHA-1 and cost milliseconds each: stop accepting them when none is left"
    )]
    OldVersion,
}
