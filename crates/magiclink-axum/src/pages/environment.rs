//! What templates can call.

use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use magiclink::clock::Timestamp;
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, Value,
    value::{Kwargs, ValueKind},
};

use crate::{
    language::{Texts, TextsError},
    moment::Moment,
    pages::escape,
};

/// An environment without templates, with these functions, all in the language of the page:
/// `t("key", name=value)`, a text; `duration(seconds)`; `ago(seconds)`; `browser_words(browser, system)`,
/// with `true` after it as it begins a line; `moment(seconds)`, `day(seconds)` and `iso(seconds)`, a time
/// given in seconds since 1970, the last for a `datetime` attribute.
pub(super) fn new(texts: Arc<Texts>) -> Environment<'static> {
    let mut environment = Environment::new();
    // A name that is spelt wrong is a mistake, not an empty text.
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_formatter(escape::write);
    environment.set_auto_escape_callback(|name| match name.rsplit_once('.') {
        Some((_, "txt")) => AutoEscape::None,
        _ => AutoEscape::Html,
    });
    let t = Arc::clone(&texts);
    environment.add_function(
        "t",
        move |state: &State<'_, '_>, key: &str, named: Kwargs| {
            write(&t, state, key, &arguments(&named)?)
        },
    );
    let t = Arc::clone(&texts);
    environment.add_function("duration", move |state: &State<'_, '_>, seconds: i64| {
        let (key, count) = duration(seconds);
        write(&t, state, key, &count_of(count))
    });
    let t = Arc::clone(&texts);
    environment.add_function("ago", move |state: &State<'_, '_>, seconds: i64| {
        let (key, count) = ago(seconds);
        write(&t, state, key, &count_of(count))
    });
    for key in ["moment", "day"] {
        let t = Arc::clone(&texts);
        environment.add_function(key, move |state: &State<'_, '_>, seconds: i64| {
            moment(seconds)
                .text(&t, &tag(state), key)
                .map_err(|error| broken(&error))
        });
    }
    environment.add_function("iso", |seconds: i64| moment(seconds).iso());
    environment.add_function(
        "browser_words",
        move |state: &State<'_, '_>, browser: &str, system: &str, begins: Option<bool>| {
            let mut named = FluentArgs::new();
            named.set("browser", browser.to_owned());
            named.set("system", system.to_owned());
            match (browser, system) {
                ("", _) if begins == Some(true) => {
                    write(&texts, state, "browser-unknown-row", &named)
                }
                ("", _) => write(&texts, state, "browser-unknown", &named),
                (_, "") => Ok(browser.to_owned()),
                _ => write(&texts, state, "browser-on-system", &named),
            }
        },
    );
    environment
}

/// The key and number for a time that somebody has to wait: rounded up.
fn duration(seconds: i64) -> (&'static str, i64) {
    match seconds {
        ..120 => ("seconds", seconds),
        120..7200 => ("minutes", seconds.saturating_add(59) / 60),
        _ => ("hours", seconds.saturating_add(3599) / 3600),
    }
}

/// The key and number for a time that is past: rounded down.
fn ago(seconds: i64) -> (&'static str, i64) {
    match seconds {
        ..60 => ("ago-now", 0),
        60..3600 => ("ago-minutes", seconds / 60),
        _ => ("ago-hours", seconds / 3600),
    }
}

fn count_of(count: i64) -> FluentArgs<'static> {
    let mut named = FluentArgs::new();
    named.set("count", count);
    named
}

fn arguments(named: &Kwargs) -> Result<FluentArgs<'static>, Error> {
    let mut values = FluentArgs::new();
    for name in named.args() {
        let value: Value = named.get(name)?;
        let value = match i64::try_from(value.clone()) {
            Ok(number) if value.kind() == ValueKind::Number => FluentValue::from(number),
            _ => FluentValue::from(value.to_string()),
        };
        values.set(name.to_owned(), value);
    }
    Ok(values)
}

fn write(
    texts: &Texts,
    state: &State<'_, '_>,
    key: &str,
    named: &FluentArgs<'_>,
) -> Result<String, Error> {
    texts
        .text(&tag(state), key, Some(named))
        .map_err(|error| broken(&error))
}

/// The language of the page.
fn tag(state: &State<'_, '_>) -> String {
    let lang = state.lookup("lang").unwrap_or_default();
    lang.as_str().unwrap_or_default().to_owned()
}

fn moment(seconds: i64) -> Moment {
    Moment(Timestamp::from_unix_seconds(seconds))
}

fn broken(error: &TextsError) -> Error {
    Error::new(ErrorKind::InvalidOperation, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_never_told_too_short() {
        assert_eq!(duration(30), ("seconds", 30));
        assert_eq!(duration(120), ("minutes", 2));
        assert_eq!(duration(121), ("minutes", 3));
        assert_eq!(duration(86_400), ("hours", 24));
    }

    #[test]
    fn a_time_that_is_past_is_told_in_full_units() {
        assert_eq!(ago(59), ("ago-now", 0));
        assert_eq!(ago(119), ("ago-minutes", 1));
        assert_eq!(ago(7199), ("ago-hours", 1));
    }
}
