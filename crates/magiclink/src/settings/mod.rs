//! How tokens are made and which are accepted.

mod check;
mod danger;
mod error;
mod fingerprint;
mod with;

use std::{sync::Arc, time::Duration};

pub use self::{
    danger::Danger,
    error::{SettingsError, Warning},
    fingerprint::{Fingerprint, FingerprintError},
};
use crate::{
    base_url::BaseUrl,
    clock::Clock,
    scope::{Namespace, Purpose},
    secret::Secret,
    version::Version,
};

/// How long a login link lives by default.
pub const LOGIN_MAX_AGE: Duration = Duration::from_mins(10);
/// How long a private link lives by default.
pub const PRIVATE_MAX_AGE: Duration = Duration::from_hours(7 * 24);
/// The longest life of a v3 login link.
pub const LONGEST_LOGIN_MAX_AGE: Duration = Duration::from_hours(24);
/// The longest life of a v3 private link.
pub const LONGEST_PRIVATE_MAX_AGE: Duration = Duration::from_hours(400 * 24);

/// How tokens are made and which are accepted.
///
/// [`new`](Self::new) has safe defaults and makes v3 tokens; [`django`](Self::django) makes the tokens
/// of an existing Django project. What is insecure is refused by
/// [`Tokens::new`](crate::Tokens::new), with a sentence that says what to do.
///
/// Nothing is global: an application can have several settings. Login links and private links can have
/// an age each, and private links can outlive a change of password, under one.
///
/// | django-sesame | here | by default, `new` | `django` |
/// | --- | --- | --- | --- |
/// | `SECRET_KEY` | first argument | | |
/// | `SECRET_KEY_FALLBACKS` | [`with_fallback`](Self::with_fallback) | none | none |
/// | `SESAME_KEY` | [`with_key`](Self::with_key) | `""` | `""` |
/// | `SESAME_TOKENS` | [`with_version`](Self::with_version), [`accepting`](Self::accepting) | v3 | v2 |
/// | `SESAME_TOKEN_NAME` | [`with_token_name`](Self::with_token_name) | `sesame` | `sesame` |
/// | `SESAME_MAX_AGE` | [`with_max_age`](Self::with_max_age), [`without_max_age`](Self::without_max_age) | 10 minutes; private links 7 days | none |
/// | `SESAME_ONE_TIME` | [`with_one_time`](Self::with_one_time) | no | no |
/// | `SESAME_INVALIDATE_ON_PASSWORD_CHANGE` | [`with_invalidate_on_password_change`](Self::with_invalidate_on_password_change) | yes | yes |
/// | no such setting | [`with_private_invalidate_on_password_change`](Self::with_private_invalidate_on_password_change) | as the one above | as the one above |
/// | `SESAME_INVALIDATE_ON_EMAIL_CHANGE` | [`with_invalidate_on_email_change`](Self::with_invalidate_on_email_change) | yes | no |
/// | `SESAME_PACKER` | [`with_packer`](Self::with_packer), and the type of the key | none | none |
/// | `SESAME_PRIMARY_KEY_FIELD` | [`with_primary_key_field`](Self::with_primary_key_field) | `pk` | `pk` |
/// | `SESAME_SIGNATURE_SIZE` | [`with_signature_size`](Self::with_signature_size) | 10 | 10 |
/// | `SESAME_SALT`, `SESAME_ITERATIONS` | `with_salt`, `with_iterations` (feature `v1`) | `sesame`, 10,000 | `sesame`, 10,000 |
///
/// ```
/// use magiclink::{secret::Secret, settings::Settings};
///
/// let settings = Settings::new(Secret::generate()?, "https://rentals.example");
/// # Ok::<(), magiclink::secret::RandomError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Settings {
    pub(crate) secret: Secret,
    pub(crate) fallbacks: Vec<Secret>,
    pub(crate) key: Secret,
    pub(crate) base_url: Option<String>,
    pub(crate) version: Version,
    pub(crate) accepted: Vec<Version>,
    pub(crate) token_name: Arc<str>,
    pub(crate) max_age: Option<Duration>,
    /// None: as `max_age`.
    pub(crate) private_max_age: Option<Duration>,
    pub(crate) bindings: Bindings,
    /// None: as in `bindings`.
    pub(crate) private_password: Option<bool>,
    pub(crate) packer: String,
    pub(crate) primary_key_field: String,
    pub(crate) signature_size: usize,
    #[cfg(feature = "v1")]
    pub(crate) salt: String,
    #[cfg(feature = "v1")]
    pub(crate) iterations: u32,
    pub(crate) namespaces: Vec<Namespace>,
    pub(crate) free_text: bool,
    pub(crate) dangers: danger::Dangers,
    pub(crate) clock: Clock,
}

/// What a token is bound to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Bindings {
    pub(crate) password: bool,
    pub(crate) email: bool,
    pub(crate) last_login: bool,
}

impl Settings {
    /// Settings with safe defaults, for a project of your own: makes and accepts v3 tokens.
    ///
    /// `secret` is at least 32 bytes long and random ([`Secret::generate`]). `base_url` is where the
    /// application is reached; it keeps two applications with one secret apart, so that a token of one
    /// is not accepted by the other.
    #[must_use]
    pub fn new(secret: impl Into<Secret>, base_url: impl Into<String>) -> Self {
        Self {
            base_url: Some(base_url.into()),
            version: Version::V3,
            accepted: vec![Version::V3],
            max_age: Some(LOGIN_MAX_AGE),
            private_max_age: Some(PRIVATE_MAX_AGE),
            bindings: Bindings {
                password: true,
                email: true,
                last_login: false,
            },
            free_text: false,
            ..Self::django(secret)
        }
    }

    /// Settings with the defaults of django-sesame 3.2: makes tokens that a Django project accepts and
    /// accepts those that it makes.
    ///
    /// `secret` is the project's `SECRET_KEY`. Each further `SESAME_…` setting of the project must be
    /// set here too. Two things differ: v1 tokens are accepted only after
    /// [`accepting`](Self::accepting), and what no sound project needs is refused unless
    /// [`dangerous_allow`](Self::dangerous_allow) says otherwise.
    #[must_use]
    pub fn django(secret: impl Into<Secret>) -> Self {
        Self {
            secret: secret.into(),
            fallbacks: Vec::new(),
            key: Secret::new(""),
            base_url: None,
            version: Version::V2,
            accepted: vec![Version::V2],
            token_name: Arc::from("sesame"),
            max_age: None,
            private_max_age: None,
            bindings: Bindings {
                password: true,
                email: false,
                last_login: false,
            },
            private_password: None,
            packer: String::new(),
            primary_key_field: "pk".to_owned(),
            signature_size: 10,
            #[cfg(feature = "v1")]
            salt: "sesame".to_owned(),
            #[cfg(feature = "v1")]
            iterations: 10_000,
            namespaces: Vec::new(),
            free_text: true,
            dangers: danger::Dangers::NONE,
            clock: Clock::System,
        }
    }

    /// What is allowed but unwise, to be shown to the operator at the start.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        check::warnings(self)
    }

    pub(crate) fn check(&self) -> Result<(), SettingsError> {
        check::check(self)
    }

    /// The base URL as it goes into the keys of v3: one spelling for one place.
    pub(crate) fn audience(&self) -> String {
        let text = self.base_url.as_deref().unwrap_or_default();
        BaseUrl::parse(text).map_or_else(|_| text.to_owned(), |url| url.as_str().to_owned())
    }

    /// What tokens for `purpose` are bound to.
    pub(crate) fn bindings(&self, purpose: Purpose) -> Bindings {
        match (purpose, self.private_password) {
            (Purpose::PrivateLink, Some(password)) => Bindings {
                password,
                ..self.bindings
            },
            _ => self.bindings,
        }
    }

    /// Whether tokens of this version are made or accepted.
    pub(crate) fn knows(&self, version: Version) -> bool {
        self.version == version || self.accepted.contains(&version)
    }
}
