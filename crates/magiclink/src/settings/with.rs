//! Every setting that can be changed, one method each.

use std::{sync::Arc, time::Duration};

use crate::{
    clock::Clock,
    scope::Namespace,
    secret::Secret,
    settings::{Danger, Settings},
    version::Version,
};

impl Settings {
    /// Accepts tokens made with an earlier secret, too. Call it once for each.
    #[must_use]
    pub fn with_fallback(mut self, secret: impl Into<Secret>) -> Self {
        self.fallbacks.push(secret.into());
        self
    }

    /// Sets the kill switch: all v2 and v3 tokens made with another key are refused.
    #[must_use]
    pub fn with_key(mut self, key: impl Into<Secret>) -> Self {
        self.key = key.into();
        self
    }

    /// Sets where the application is reached; v3 tokens need it.
    #[must_use]
    pub fn with_base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Makes tokens of this version, and accepts no other.
    #[must_use]
    pub fn with_version(mut self, version: Version) -> Self {
        self.version = version;
        self.accepted = vec![version];
        self
    }

    /// Accepts tokens of this version, too.
    #[must_use]
    pub fn accepting(mut self, version: Version) -> Self {
        if !self.accepted.contains(&version) {
            self.accepted.push(version);
        }
        self
    }

    /// Sets the name of the query parameter.
    #[must_use]
    pub fn with_token_name(mut self, name: impl Into<Arc<str>>) -> Self {
        self.token_name = name.into();
        self
    }

    /// Sets how long tokens are valid, to the second; private links too, unless
    /// [`with_private_max_age`](Self::with_private_max_age) comes later.
    ///
    /// v1 and v2 tokens carry when they were made, so a change counts for those in circulation, too;
    /// v3 tokens carry when they expire.
    #[must_use]
    pub fn with_max_age(mut self, max_age: Duration) -> Self {
        self.max_age = Some(max_age);
        self.private_max_age = None;
        self
    }

    /// Sets how long the tokens of private links are valid, to the second.
    #[must_use]
    pub fn with_private_max_age(mut self, max_age: Duration) -> Self {
        self.private_max_age = Some(max_age);
        self
    }

    /// Makes v1 and v2 tokens that do not expire and carry no time.
    #[must_use]
    pub fn without_max_age(mut self) -> Self {
        self.max_age = None;
        self.private_max_age = None;
        self
    }

    /// Whether a login refuses all tokens made before it.
    ///
    /// It counts only if the application writes the time of each login into the users table. Two
    /// requests at the same moment can both pass before it is written.
    #[must_use]
    pub fn with_one_time(mut self, one_time: bool) -> Self {
        self.bindings.last_login = one_time;
        self
    }

    /// Whether a change of the password refuses all tokens made before it; private links too, unless
    /// [`with_private_invalidate_on_password_change`](Self::with_private_invalidate_on_password_change)
    /// comes later.
    #[must_use]
    pub fn with_invalidate_on_password_change(mut self, invalidate: bool) -> Self {
        self.bindings.password = invalidate;
        self.private_password = None;
        self
    }

    /// Whether a change of the password refuses the private links made before it.
    ///
    /// What was shared for months should mostly outlive it. Django projects have no such setting.
    #[must_use]
    pub fn with_private_invalidate_on_password_change(mut self, invalidate: bool) -> Self {
        self.private_password = Some(invalidate);
        self
    }

    /// Whether a change of the address refuses all tokens made before it.
    #[must_use]
    pub fn with_invalidate_on_email_change(mut self, invalidate: bool) -> Self {
        self.bindings.email = invalidate;
        self
    }

    /// Sets what `SESAME_PACKER` is in the Django project: the dotted path of a class.
    ///
    /// It goes into the key of v2 tokens; the encoding itself is the type of
    /// [`Account::primary_key`](crate::Account::primary_key).
    #[must_use]
    pub fn with_packer(mut self, packer: impl Into<String>) -> Self {
        self.packer = packer.into();
        self
    }

    /// Sets the name of the field that [`Account::primary_key`](crate::Account::primary_key) returns,
    /// if it is not the primary key. It goes into the key of v2 tokens.
    #[must_use]
    pub fn with_primary_key_field(mut self, field: impl Into<String>) -> Self {
        self.primary_key_field = field.into();
        self
    }

    /// Sets the size of the signature of v2 tokens in bytes, 8 to 64.
    #[must_use]
    pub fn with_signature_size(mut self, size: usize) -> Self {
        self.signature_size = size;
        self
    }

    /// Sets the salt of v1 tokens.
    #[cfg(feature = "v1")]
    #[must_use]
    pub fn with_salt(mut self, salt: impl Into<String>) -> Self {
        self.salt = salt.into();
        self
    }

    /// Sets the number of PBKDF2 rounds of v1 tokens.
    #[cfg(feature = "v1")]
    #[must_use]
    pub fn with_iterations(mut self, iterations: u32) -> Self {
        self.iterations = iterations;
        self
    }

    /// Registers a namespace of private links. Call it once for each.
    #[must_use]
    pub fn with_namespace(mut self, namespace: Namespace) -> Self {
        if !self.namespaces.contains(&namespace) {
            self.namespaces.push(namespace);
        }
        self
    }

    /// Takes the time from `clock`.
    #[must_use]
    pub fn with_clock(mut self, clock: impl Into<Clock>) -> Self {
        self.clock = clock.into();
        self
    }

    /// Allows what is refused by default; see each [`Danger`] for what it costs.
    #[must_use]
    pub fn dangerous_allow(mut self, danger: Danger) -> Self {
        self.dangers.insert(danger);
        self
    }
}
