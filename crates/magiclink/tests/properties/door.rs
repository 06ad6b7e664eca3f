//! What a token opens: the login, or one private thing.

use std::time::Duration;

use magiclink::{
    CreateError, Rejection, Tokens,
    clock::{ManualClock, Timestamp},
    primary_key::PrimaryKey,
    scope::{Login, Namespace, Private},
    settings::Settings,
    token::TokenId,
};

use crate::account::Person;

/// None of them is the end of another.
pub(crate) const NAMESPACES: [Namespace; 6] = [
    Namespace::from_static("ab"),
    Namespace::from_static("a-b"),
    Namespace::from_static("b1"),
    Namespace::from_static("a1"),
    Namespace::from_static("b-a"),
    Namespace::from_static("booking"),
];

/// Something with a scope of its own.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) enum Door {
    Login,
    Private(Private),
}

impl Door {
    /// Makes a token that opens it. All have the same identifier, so that two tokens differ only if
    /// they are for something else.
    pub(crate) fn token<K: PrimaryKey + Clone>(
        &self,
        tokens: &Tokens<K>,
        person: &Person<K>,
    ) -> Result<String, CreateError> {
        let id = TokenId::from_bytes(*b"the same");
        let text = match self {
            Self::Login => tokens
                .scope(&Login)
                .id(id)
                .create(person)?
                .expose()
                .to_owned(),
            Self::Private(scope) => tokens
                .scope(scope)
                .id(id)
                .create(person)?
                .expose()
                .to_owned(),
        };
        Ok(text)
    }

    /// Whether `token` opens it for the account that `find` finds.
    pub(crate) fn opens<K: PrimaryKey + Clone>(
        &self,
        tokens: &Tokens<K>,
        token: &str,
        find: impl FnOnce(&K) -> Option<Person<K>>,
    ) -> Result<(), Rejection> {
        match self {
            Self::Login => tokens.authenticate_with(token, &Login, find).map(drop),
            Self::Private(scope) => tokens.authenticate_with(token, scope, find).map(drop),
        }
    }
}

/// Settings that bind tokens to all that they can be bound to, at a time that stands still.
pub(crate) fn bind_all(settings: Settings) -> Settings {
    let now = Timestamp::from_unix_seconds(1_800_000_000);
    NAMESPACES
        .into_iter()
        .fold(settings, Settings::with_namespace)
        .with_clock(ManualClock::new(now))
        .with_max_age(Duration::from_mins(10))
        .with_invalidate_on_email_change(true)
        .with_one_time(true)
}
