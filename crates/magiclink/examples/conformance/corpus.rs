//! The corpus of tokens: one verification a row, with the answers of django-sesame and of this library.

use std::error::Error;

use magiclink::{account::LastLogin, clock::Timestamp, settings::Danger, token::Version};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    Tally,
    case::{self, Occasion, Project, User},
    key::Key,
    made_at::{canonical, made_at},
    reason::Reason,
    row::{Row, rows},
    with_key,
};

/// What the strict column allows: it is about tokens, so settings that are refused at the start, and
/// accounts that nothing could revoke, are let through.
const STRICT: [Danger; 3] = [
    Danger::ShortSignature,
    Danger::WeakSecret,
    Danger::Irrevocable,
];

#[derive(Deserialize)]
struct Config {
    secret: String,
    fallbacks: Vec<String>,
    key: String,
    max_age: Option<f64>,
    one_time: bool,
    inv_pw: bool,
    inv_email: bool,
    sig: usize,
    packer: String,
}

#[derive(Deserialize)]
struct Person {
    pk: String,
    password: Option<String>,
    email: String,
    last_login: Option<String>,
    active: bool,
    known: bool,
}

/// A text, or one character many times over.
#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    Plain(String),
    Repeated { repeat: String, n: usize },
}

/// Runs every row of a file.
pub(crate) fn run(text: &str, tally: &mut Tally) -> Result<(), Box<dyn Error>> {
    for row in rows(text) {
        let config: Config = row.json("config_json")?;
        with_key!(config.packer.as_str(), run_row(&row, &config, tally))?;
    }
    Ok(())
}

fn run_row<K: Key>(
    row: &Row<'_>,
    config: &Config,
    tally: &mut Tally,
) -> Result<(), Box<dyn Error>> {
    let person: Person = row.json("user_json")?;
    let user = User {
        key: K::read(&person.pk).ok_or_else(|| format!("{}: cannot read the key", row.id))?,
        password: person.password.clone(),
        email: person.email.clone(),
        last_login: person
            .last_login
            .as_deref()
            .map(str::parse::<LastLogin>)
            .transpose()?,
        is_active: person.active && person.known,
    };
    let occasion = Occasion {
        scope: row.json("scope_json")?,
        max_age: row
            .json::<Option<Value>>("max_age_arg_json")?
            .and_then(|age| age.as_f64()),
        now: case::timestamp(row.text("clock")?.parse()?),
    };
    let token = match row.json("token_json")? {
        Text::Plain(text) => text,
        Text::Repeated { repeat, n } => repeat.repeat(n),
    };
    let is_v1 = token.contains(':');
    let project = project(config, &config.secret);
    let django = row.text("django")?;

    let settings = project.settings(&Danger::ALL).accepting(Version::V1);
    let found = case::check(settings, &user, &occasion, &token)?;
    let log = row.text("django_reason")?;
    let expected =
        Reason::of_log(log, is_v1).ok_or_else(|| format!("{}: unknown reason {log:?}", row.id))?;
    let accepted = found == Reason::Accepted;
    tally.compare(
        &format!("{} compatible", row.id),
        &(django == "VALID"),
        &accepted,
    );
    tally.compare(&format!("{} reason", row.id), &expected, &found);

    let found = case::check(project.settings(&STRICT), &user, &occasion, &token)?;
    let accepted = found == Reason::Accepted;
    tally.compare(
        &format!("{} strict", row.id),
        &(row.text("strict")? == "VALID"),
        &accepted,
    );

    if django == "VALID" {
        let made = made_by_any(config, &user, &occasion, &token)?;
        tally.compare(
            &format!("{} made", row.id),
            &true,
            &made.contains(&canonical(&token)),
        );
    }
    Ok(())
}

/// What each of the secrets makes at the time that the token says.
fn made_by_any<K: Key>(
    config: &Config,
    user: &User<K>,
    occasion: &Occasion,
    token: &str,
) -> Result<Vec<String>, Box<dyn Error>> {
    let now = match config.max_age {
        Some(_) => made_at(token, config.sig).ok_or("an accepted token has no time")?,
        None => Timestamp::from_unix_seconds(0),
    };
    let occasion = Occasion {
        now,
        ..occasion.clone()
    };
    let version = if token.contains(':') {
        Version::V1
    } else {
        Version::V2
    };
    let mut made = Vec::new();
    for secret in [&config.secret].into_iter().chain(&config.fallbacks) {
        let settings = project(config, secret).settings(&Danger::ALL);
        made.push(case::make(settings, version, user, &occasion)??);
    }
    Ok(made)
}

fn project(config: &Config, secret: &str) -> Project {
    Project {
        secret_key: secret.to_owned(),
        fallbacks: config.fallbacks.clone(),
        key: config.key.clone(),
        max_age: config.max_age,
        one_time: config.one_time,
        invalidate_on_password_change: config.inv_pw,
        invalidate_on_email_change: config.inv_email,
        primary_key_field: "pk".to_owned(),
        signature_size: config.sig,
        salt: "sesame".to_owned(),
    }
}
