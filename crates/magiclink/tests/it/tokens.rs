//! The settings of the tests, and the short ways to a token and to a verdict.

use std::time::Duration;

#[cfg(feature = "v1")]
use magiclink::token::Version;
use magiclink::{
    Rejection, Scoped, Tokens,
    clock::{ManualClock, Timestamp},
    primary_key::PrimaryKey,
    scope::{Login, Namespace, Scope},
    settings::Settings,
};

use crate::account::{Person, jane};

pub(crate) const SECRET: &str = "kLd8-2vWq_fR5tYp0sXz7uBn4mHj9cGa";
pub(crate) const OTHER_SECRET: &str = "Zx3cV-b6Nm_Qw1eRt5yUi8oPa2sDf4gH";
pub(crate) const BASE_URL: &str = "https://rentals.example";
pub(crate) const BOOKING: Namespace = Namespace::from_static("booking");
pub(crate) const TEN_MINUTES: Duration = Duration::from_mins(10);

/// The present time of every test, and the time when its tokens are made.
pub(crate) const NOW: i64 = 1_800_000_000;

/// So many seconds after the tokens were made.
pub(crate) fn after(seconds: i64) -> Timestamp {
    Timestamp::from_unix_seconds(NOW + seconds)
}

/// The clock that stands still at the present time.
pub(crate) fn clock() -> ManualClock {
    ManualClock::new(after(0))
}

/// The settings of a Django project: v2, no expiry, bound to the password.
pub(crate) fn django() -> Settings {
    django_with(SECRET)
}

/// As [`django`], with tokens that expire after ten minutes.
pub(crate) fn expiring() -> Settings {
    django().with_max_age(TEN_MINUTES)
}

/// The settings of a new project: v3.
pub(crate) fn native() -> Settings {
    native_at(BASE_URL, SECRET)
}

/// The settings of a Django project that still makes v1 tokens.
#[cfg(feature = "v1")]
pub(crate) fn old() -> Settings {
    old_with(SECRET)
}

/// Every version, each with tokens that expire after ten minutes.
pub(crate) fn versions() -> Vec<Settings> {
    versions_with(SECRET)
}

/// As [`versions`], with another secret.
pub(crate) fn versions_with(secret: &str) -> Vec<Settings> {
    vec![
        django_with(secret).with_max_age(TEN_MINUTES),
        native_at(BASE_URL, secret),
        #[cfg(feature = "v1")]
        old_with(secret).with_max_age(TEN_MINUTES),
    ]
}

/// As [`django`], with another secret.
pub(crate) fn django_with(secret: &str) -> Settings {
    Settings::django(secret)
        .with_namespace(BOOKING)
        .with_clock(clock())
}

/// As [`native`], for another place and with another secret.
pub(crate) fn native_at(base_url: &str, secret: &str) -> Settings {
    Settings::new(secret, base_url)
        .with_namespace(BOOKING)
        .with_clock(clock())
}

#[cfg(feature = "v1")]
fn old_with(secret: &str) -> Settings {
    django_with(secret)
        .with_version(Version::V1)
        .with_iterations(2)
}

pub(crate) fn tokens_of<K: PrimaryKey>(settings: Settings) -> Tokens<K> {
    Tokens::new(settings).expect("the settings are sound")
}

/// A login token of Jane.
pub(crate) fn login(tokens: &Tokens<i64>) -> String {
    token(tokens.scope(&Login), &jane())
}

pub(crate) fn token<K, S>(scoped: Scoped<'_, K, S>, person: &Person<K>) -> String
where
    K: PrimaryKey + Clone,
    S: Scope,
{
    let token = scoped.create(person).expect("the token can be made");
    token.expose().to_owned()
}

/// Whether the token is good for `person`, whom the application has found for it.
pub(crate) fn verdict<K, S>(
    scoped: Scoped<'_, K, S>,
    token: &str,
    person: &Person<K>,
) -> Result<(), Rejection>
where
    K: PrimaryKey + Clone,
    S: Scope,
{
    scoped
        .authenticate_with(token, |_| Some(person.clone()))
        .map(drop)
}
