//! `magiclink account`: who can log in.

use magiclink::{
    account::marker,
    clock::{Clock, Timestamp},
    email::Email,
    person::Person,
    primary_key::AccountKey,
    store::{NewPerson, PersonStore, SessionStore},
};
use magiclink_axum::languages;
use magiclink_sqlite::SqliteStore;
use serde::Serialize;

use crate::{cli::Account, commands, config::Checked, failure::Failure, show};

/// How many accounts are read at once.
const PAGE: usize = 500;

pub(super) async fn run(command: Account, checked: &Checked) -> Result<(), Failure> {
    let store = commands::open(&checked.database)?;
    let now = Clock::System.now();
    match command {
        Account::Add { email, language } => add(&store, &email, language.as_deref(), now).await,
        Account::List { json } => list(&store, json).await,
        Account::Show { email, json } => show_one(&store, &email, json, now).await,
        Account::Disable { email } => {
            let person = find(&store, &email).await?;
            store.set_person_active(person.id, false, now).await?;
            println!(
                "{} can no longer log in; all sessions have ended",
                person.email
            );
            Ok(())
        }
        Account::Enable { email } => {
            let person = find(&store, &email).await?;
            store.set_person_active(person.id, true, now).await?;
            println!("{} can log in", person.email);
            Ok(())
        }
        Account::Delete { email } => {
            let person = find(&store, &email).await?;
            store.delete_person(person.id).await?;
            println!("{} is deleted", person.email);
            Ok(())
        }
        Account::LogOut { email } => {
            let person = find(&store, &email).await?;
            store.log_person_out(person.id, now).await?;
            println!(
                "{} is logged out everywhere; all links have ended",
                person.email
            );
            Ok(())
        }
    }
}

/// Finds the account with an address as it was typed.
pub(super) async fn find(store: &SqliteStore, typed: &str) -> Result<Person, Failure> {
    let email = parse(typed)?;
    store
        .find_person_by_email(email.key())
        .await?
        .ok_or_else(|| {
            Failure::Refused(format!(
                "no account has the address {typed}: `magiclink account add {typed}` makes one"
            ))
        })
}

/// What other tables know an account by.
pub(super) fn key(person: &Person) -> Result<AccountKey, Failure> {
    AccountKey::of(&person.id).ok_or_else(|| Failure::Refused("no such id".into()))
}

async fn add(
    store: &SqliteStore,
    typed: &str,
    language: Option<&str>,
    now: Timestamp,
) -> Result<(), Failure> {
    if let Some(language) = language
        && !languages().any(|known| known == language)
    {
        let known = languages().collect::<Vec<_>>().join(", ");
        return Err(Failure::Usage(format!(
            "no texts are in `{language}`: choose one of {known}"
        )));
    }
    let person = create(store, typed, language, now).await?;
    println!("{} can log in", person.email);
    Ok(())
}

/// Makes an account.
pub(super) async fn create(
    store: &SqliteStore,
    typed: &str,
    language: Option<&str>,
    now: Timestamp,
) -> Result<Person, Failure> {
    let email = parse(typed)?;
    let marker = marker().map_err(|error| Failure::doing("cannot make an account", &error))?;
    let person = NewPerson {
        email: email.as_str(),
        email_key: email.key(),
        marker: &marker,
        language,
        created: now,
    };
    let created = store.create_person(&person).await?;
    created.ok_or_else(|| Failure::Refused(format!("an account has the address {typed} already")))
}

fn parse(typed: &str) -> Result<Email, Failure> {
    typed
        .parse()
        .map_err(|error| Failure::Usage(format!("`{typed}` is not an address: {error}")))
}

/// An account as it is listed.
#[derive(Serialize)]
struct Row<'p> {
    id: i64,
    email: &'p str,
    language: Option<&'p str>,
    active: bool,
    created: String,
    last_login: Option<String>,
}

impl<'p> From<&'p Person> for Row<'p> {
    fn from(person: &'p Person) -> Self {
        Self {
            id: person.id,
            email: &person.email,
            language: person.language.as_deref(),
            active: person.is_active,
            created: show::time(person.created),
            last_login: person.last_login.map(show::time),
        }
    }
}

async fn list(store: &SqliteStore, json: bool) -> Result<(), Failure> {
    let mut people = Vec::new();
    loop {
        let after = people.last().map_or(0, |person: &Person| person.id);
        let page = store.people(after, PAGE).await?;
        let is_last = page.len() < PAGE;
        people.extend(page);
        if is_last {
            break;
        }
    }
    let rows: Vec<Row<'_>> = people.iter().map(Row::from).collect();
    if json {
        return show::json(&rows);
    }
    let cells = rows.iter().map(|row| {
        let state = if row.active { "active" } else { "disabled" };
        let last_login = row.last_login.clone().unwrap_or_else(|| "never".to_owned());
        [
            row.email.to_owned(),
            state.to_owned(),
            last_login,
            row.created.clone(),
        ]
    });
    show::table(["ADDRESS", "STATE", "LAST LOGIN", "CREATED"], cells);
    Ok(())
}

async fn show_one(
    store: &SqliteStore,
    typed: &str,
    json: bool,
    now: Timestamp,
) -> Result<(), Failure> {
    let person = find(store, typed).await?;
    let key = key(&person)?;
    let sessions = store.sessions_of(&key, now).await?;
    let links = commands::link::all(store, Some(&key)).await?;
    let open_links = links.iter().filter(|link| link.is_open(now)).count();
    let row = Row::from(&person);
    let places: Vec<_> = sessions
        .iter()
        .map(|session| (session.client.browser.clone(), show::time(session.created)))
        .collect();
    if json {
        let sessions: Vec<_> = places
            .iter()
            .map(|(browser, since)| serde_json::json!({ "browser": browser, "since": since }))
            .collect();
        let links = serde_json::json!({ "all": links.len(), "open": open_links });
        let whole = serde_json::json!({ "account": row, "sessions": sessions, "links": links });
        return show::json(&whole);
    }
    println!("address     {}", row.email);
    println!(
        "state       {}",
        if row.active { "active" } else { "disabled" }
    );
    println!(
        "language    {}",
        row.language.unwrap_or("as the browser says")
    );
    println!("created     {}", row.created);
    println!(
        "last login  {}",
        row.last_login.as_deref().unwrap_or("never")
    );
    println!("sessions    {}", places.len());
    for (browser, since) in places {
        let browser = if browser.is_empty() {
            "unknown browser"
        } else {
            &browser
        };
        println!("            {browser}, since {since}");
    }
    println!("links       {} ({open_links} can be opened)", links.len());
    Ok(())
}
