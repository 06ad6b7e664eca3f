//! One token with all that decides whether it is accepted.

use std::{error::Error, time::Duration};

use magiclink::{
    Account, CreateError, Rejection, Tokens,
    account::LastLogin,
    clock::Timestamp,
    scope::{Login, Private, Scope},
    settings::{Danger, Settings},
    token::Version,
};

use crate::{key::Key, reason::Reason};

/// The settings of a Django project.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    pub(crate) secret_key: String,
    pub(crate) fallbacks: Vec<String>,
    pub(crate) key: String,
    pub(crate) max_age: Option<f64>,
    pub(crate) one_time: bool,
    pub(crate) invalidate_on_password_change: bool,
    pub(crate) invalidate_on_email_change: bool,
    pub(crate) primary_key_field: String,
    pub(crate) signature_size: usize,
    pub(crate) salt: String,
}

impl Project {
    /// The settings here that do what the project does, with `dangers` allowed.
    pub(crate) fn settings(&self, dangers: &[Danger]) -> Settings {
        let mut settings = Settings::django(&*self.secret_key)
            .with_key(&*self.key)
            .with_one_time(self.one_time)
            .with_invalidate_on_password_change(self.invalidate_on_password_change)
            .with_invalidate_on_email_change(self.invalidate_on_email_change)
            .with_primary_key_field(&*self.primary_key_field)
            .with_signature_size(self.signature_size)
            .with_salt(&*self.salt);
        for fallback in &self.fallbacks {
            settings = settings.with_fallback(&**fallback);
        }
        if let Some(max_age) = self.max_age {
            settings = settings.with_max_age(duration(max_age));
        }
        for danger in dangers {
            settings = settings.dangerous_allow(*danger);
        }
        settings
    }
}

/// A user of the project.
#[derive(Clone, Debug)]
pub(crate) struct User<K> {
    pub(crate) key: K,
    pub(crate) password: Option<String>,
    pub(crate) email: String,
    pub(crate) last_login: Option<LastLogin>,
    pub(crate) is_active: bool,
}

impl<K: Key> Account for User<K> {
    type Key = K;

    fn primary_key(&self) -> K {
        self.key.clone()
    }

    fn is_active(&self) -> bool {
        self.is_active
    }

    fn password(&self) -> Option<&str> {
        self.password.as_deref()
    }

    fn email(&self) -> &str {
        &self.email
    }

    fn last_login(&self) -> Option<LastLogin> {
        self.last_login
    }
}

/// When and what for a token is made or checked.
#[derive(Clone, Debug)]
pub(crate) struct Occasion {
    pub(crate) scope: String,
    pub(crate) max_age: Option<f64>,
    pub(crate) now: Timestamp,
}

/// Makes a token.
pub(crate) fn make<K: Key>(
    settings: Settings,
    version: Version,
    user: &User<K>,
    occasion: &Occasion,
) -> Result<Result<String, CreateError>, Box<dyn Error>> {
    fn make_for<K: Key, S: Scope>(
        tokens: &Tokens<K>,
        scope: &S,
        user: &User<K>,
        now: Timestamp,
    ) -> Result<String, CreateError> {
        tokens
            .scope(scope)
            .at(now)
            .create(user)
            .map(|token| token.expose().to_owned())
    }

    let tokens = Tokens::new(settings.with_version(version))?;
    Ok(match Private::dangerous_free_text(&*occasion.scope) {
        Some(scope) => make_for(&tokens, &scope, user, occasion.now),
        None => make_for(&tokens, &Login, user, occasion.now),
    })
}

/// Checks a token of a project with one user.
pub(crate) fn check<K: Key>(
    settings: Settings,
    user: &User<K>,
    occasion: &Occasion,
    token: &str,
) -> Result<Reason, Box<dyn Error>> {
    fn check_for<K: Key, S: Scope>(
        tokens: &Tokens<K>,
        scope: &S,
        user: &User<K>,
        occasion: &Occasion,
        token: &str,
    ) -> Result<(), Rejection> {
        let mut scoped = tokens.scope(scope).at(occasion.now);
        if let Some(max_age) = occasion.max_age {
            scoped = scoped.max_age(duration(max_age));
        }
        let unverified = scoped.decode(token)?;
        let is_expired = unverified.is_expired();
        let verified = if user.is_active && *unverified.primary_key() == user.key {
            unverified.verify(user).map(drop)
        } else {
            Err(unverified.refuse_unknown())
        };
        // django-sesame says that a token is too old before it looks at the account or the signature.
        if is_expired && verified.is_err() {
            Err(Rejection::Expired)
        } else {
            verified
        }
    }

    let tokens = Tokens::new(settings)?;
    let verified = match Private::dangerous_free_text(&*occasion.scope) {
        Some(scope) => check_for(&tokens, &scope, user, occasion, token),
        None => check_for(&tokens, &Login, user, occasion, token),
    };
    Ok(match verified {
        Ok(()) => Reason::Accepted,
        Err(rejection) => Reason::of_rejection(rejection),
    })
}

/// Seconds with a fraction since 1970.
pub(crate) fn timestamp(seconds: f64) -> Timestamp {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the files hold times of this era"
    )]
    Timestamp::from_unix_micros((seconds * 1e6).round() as i64)
}

/// A maximum age below zero, which a `Duration` cannot hold, refuses what zero does.
fn duration(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::MAX)
}
