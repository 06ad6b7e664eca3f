//! Accounts as commands print them.

use magiclink::{clock::Timestamp, person::Person, store::PersonList};
use serde::Serialize;

use crate::{
    commands::{self, account},
    database::Database,
    failure::Failure,
    show,
};

/// How many accounts are read at once.
const PAGE: usize = 500;

/// An account as it is listed.
#[derive(Serialize)]
struct Row<'p> {
    id: i64,
    email: &'p str,
    language: Option<&'p str>,
    active: bool,
    admin: bool,
    created: String,
    last_login: Option<String>,
}

impl Row<'_> {
    fn state(&self) -> &'static str {
        match (self.active, self.admin) {
            (true, true) => "active, admin",
            (true, false) => "active",
            (false, true) => "disabled, admin",
            (false, false) => "disabled",
        }
    }
}

impl<'p> From<&'p Person> for Row<'p> {
    fn from(person: &'p Person) -> Self {
        Self {
            id: person.id,
            email: &person.email,
            language: person.language.as_deref(),
            active: person.is_active,
            admin: person.is_admin,
            created: show::time(person.created),
            last_login: person.last_login.map(show::time),
        }
    }
}

pub(super) async fn list(store: &dyn Database, json: bool) -> Result<(), Failure> {
    let mut people = Vec::new();
    loop {
        let after = people.last().map_or(i64::MIN, |person: &Person| person.id);
        let page = PersonList {
            search: "",
            after,
            count: PAGE,
        };
        let page = store.people(page).await?;
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
        let last_login = row.last_login.clone().unwrap_or_else(|| "never".to_owned());
        [
            row.email.to_owned(),
            row.state().to_owned(),
            last_login,
            row.created.clone(),
        ]
    });
    show::table(["ADDRESS", "STATE", "LAST LOGIN", "CREATED"], cells);
    Ok(())
}

pub(super) async fn show(
    store: &dyn Database,
    typed: &str,
    json: bool,
    now: Timestamp,
) -> Result<(), Failure> {
    let person = account::find(store, typed).await?;
    let key = account::key(&person)?;
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
    println!("state       {}", row.state());
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
