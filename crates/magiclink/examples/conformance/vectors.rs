//! Vectors made by the real django-sesame: cases with checks that each change something.

use std::error::Error;

use magiclink::{account::LastLogin, settings::Danger, token::Version};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    Tally,
    case::{self, Occasion, Project, User},
    key::Key,
    reason::Reason,
    with_key,
};

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    settings: Map<String, Value>,
    user: Map<String, Value>,
    now: f64,
    scope: String,
    token: String,
    checks: Vec<Check>,
}

#[derive(Deserialize)]
struct Check {
    #[serde(default)]
    settings: Map<String, Value>,
    #[serde(default)]
    user: Map<String, Value>,
    now: Option<f64>,
    scope: Option<String>,
    token: Option<String>,
    max_age: Option<f64>,
    accepted: bool,
    log: String,
}

#[derive(Deserialize)]
struct Settings {
    secret_key: String,
    secret_key_fallbacks: Vec<String>,
    key: String,
    max_age: Option<f64>,
    one_time: bool,
    invalidate_on_password_change: bool,
    invalidate_on_email_change: bool,
    primary_key_field: String,
    signature_size: usize,
    salt: String,
    version: u8,
}

#[derive(Deserialize)]
struct Person {
    key: Value,
    password: Option<String>,
    email: String,
    last_login: Option<String>,
    is_active: bool,
}

/// Runs every case of a file.
pub(crate) fn run(text: &str, tally: &mut Tally) -> Result<(), Box<dyn Error>> {
    let vectors: Vectors = serde_json::from_str(text)?;
    for (index, case) in vectors.cases.iter().enumerate() {
        let key_type = case
            .user
            .get("key_type")
            .and_then(Value::as_str)
            .unwrap_or_default();
        with_key!(key_type, run_case(index, case, tally))?;
    }
    Ok(())
}

fn run_case<K: Key>(index: usize, case: &Case, tally: &mut Tally) -> Result<(), Box<dyn Error>> {
    let (project, version) = read_project(&case.settings)?;
    let occasion = Occasion {
        scope: case.scope.clone(),
        max_age: None,
        now: case::timestamp(case.now),
    };
    let user = read_user::<K>(&case.user)?;
    let made = case::make(project.settings(&Danger::ALL), version, &user, &occasion)?;
    let made = made.map_err(|error| error.to_string());
    tally.compare(
        &format!("case {index}: token made"),
        &Ok(case.token.clone()),
        &made,
    );

    for (number, check) in case.checks.iter().enumerate() {
        let place = format!("case {index} check {number}");
        let (project, _) = read_project(&merge(&case.settings, &check.settings))?;
        let settings = project.settings(&Danger::ALL).accepting(Version::V1);
        let user = read_user::<K>(&merge(&case.user, &check.user))?;
        let occasion = Occasion {
            scope: check.scope.clone().unwrap_or_else(|| case.scope.clone()),
            max_age: check.max_age,
            now: case::timestamp(check.now.unwrap_or(case.now)),
        };
        let token = check.token.as_ref().unwrap_or(&case.token);
        let found = case::check(settings, &user, &occasion, token)?;
        let expected = Reason::of_log(&check.log, token.contains(':'))
            .or_else(|| is_end_of_key(&check.log, &case.user).then_some(Reason::UnknownAccount))
            .ok_or_else(|| format!("{place}: unknown log line {:?}", check.log))?;
        tally.compare(
            &format!("{place}: accepted"),
            &check.accepted,
            &(found == Reason::Accepted),
        );
        tally.compare(&format!("{place}: reason"), &expected, &found);
    }
    Ok(())
}

/// Whether a log line is what follows a line break in the key: the files keep only the last line of
/// `Unknown or inactive user: …`, in which v1 writes the key as it is.
fn is_end_of_key(log: &str, user: &Map<String, Value>) -> bool {
    let key = user.get("key").and_then(Value::as_str).unwrap_or_default();
    key.trim()
        .rsplit_once('\n')
        .is_some_and(|(_, end)| end == log)
}

fn read_project(settings: &Map<String, Value>) -> Result<(Project, Version), Box<dyn Error>> {
    let settings: Settings = serde_json::from_value(Value::Object(settings.clone()))?;
    let version = if settings.version == 1 {
        Version::V1
    } else {
        Version::V2
    };
    let project = Project {
        secret_key: settings.secret_key,
        fallbacks: settings.secret_key_fallbacks,
        key: settings.key,
        max_age: settings.max_age,
        one_time: settings.one_time,
        invalidate_on_password_change: settings.invalidate_on_password_change,
        invalidate_on_email_change: settings.invalidate_on_email_change,
        primary_key_field: settings.primary_key_field,
        signature_size: settings.signature_size,
        salt: settings.salt,
    };
    Ok((project, version))
}

fn read_user<K: Key>(user: &Map<String, Value>) -> Result<User<K>, Box<dyn Error>> {
    let person: Person = serde_json::from_value(Value::Object(user.clone()))?;
    let key = match &person.key {
        Value::String(text) => K::read(text),
        number => K::read(&number.to_string()),
    };
    Ok(User {
        key: key.ok_or_else(|| format!("cannot read the key {}", person.key))?,
        password: person.password,
        email: person.email,
        last_login: person
            .last_login
            .as_deref()
            .map(str::parse::<LastLogin>)
            .transpose()?,
        is_active: person.is_active,
    })
}

fn merge(values: &Map<String, Value>, changes: &Map<String, Value>) -> Map<String, Value> {
    let mut merged = values.clone();
    merged.extend(changes.clone());
    merged
}
