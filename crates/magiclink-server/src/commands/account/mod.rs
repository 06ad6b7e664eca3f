//! `magiclink account`: who can log in.

mod rows;

use magiclink::{
    account::marker,
    clock::{Clock, Timestamp},
    email::Email,
    event::{Actor, Event, What},
    person::Person,
    primary_key::AccountKey,
    store::NewPerson,
};
use magiclink_axum::languages;

use crate::{cli::Account, config::Checked, database::Database, failure::Failure, server::audit};

pub(super) async fn run(command: Account, checked: &Checked) -> Result<(), Failure> {
    let store = checked.database.open().await?;
    let now = Clock::System.now();
    match command {
        Account::Add {
            email,
            language,
            admin,
        } => {
            let person = add(&*store, &email, language.as_deref(), now).await?;
            record(&*store, &person, What::AccountAdded).await?;
            if admin {
                set_admin(&*store, &person, true).await?;
            }
            Ok(())
        }
        Account::Admin { email, remove } => {
            let person = find(&*store, &email).await?;
            set_admin(&*store, &person, !remove).await
        }
        Account::List { json } => rows::list(&*store, json).await,
        Account::Show { email, json } => rows::show(&*store, &email, json, now).await,
        Account::Disable { email } => {
            let person = find(&*store, &email).await?;
            store.set_person_active(person.id, false, now).await?;
            println!(
                "{} can no longer log in; all sessions have ended",
                person.email
            );
            record(&*store, &person, What::AccountDisabled).await
        }
        Account::Enable { email } => {
            let person = find(&*store, &email).await?;
            store.set_person_active(person.id, true, now).await?;
            println!("{} can log in", person.email);
            record(&*store, &person, What::AccountEnabled).await
        }
        Account::Delete { email } => {
            let person = find(&*store, &email).await?;
            store.delete_person(person.id).await?;
            println!("{} is deleted", person.email);
            record(&*store, &person, What::AccountDeleted).await
        }
        Account::LogOut { email } => {
            let person = find(&*store, &email).await?;
            store.log_person_out(person.id, now).await?;
            println!(
                "{} is logged out everywhere; all links have ended",
                person.email
            );
            record(&*store, &person, What::AllLoggedOut).await
        }
    }
}

/// Finds the account with an address as it was typed.
pub(super) async fn find(store: &dyn Database, typed: &str) -> Result<Person, Failure> {
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
    store: &dyn Database,
    typed: &str,
    language: Option<&str>,
    now: Timestamp,
) -> Result<Person, Failure> {
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
    Ok(person)
}

async fn set_admin(store: &dyn Database, person: &Person, is_admin: bool) -> Result<(), Failure> {
    store.set_person_admin(person.id, is_admin).await?;
    let words = if is_admin {
        "is an admin"
    } else {
        "is no admin"
    };
    println!("{} {words}", person.email);
    let what = if is_admin {
        What::AdminMade
    } else {
        What::AdminRemoved
    };
    record(store, person, what).await
}

/// Writes down what was done to an account.
pub(super) async fn record(
    store: &dyn Database,
    person: &Person,
    what: What<'_>,
) -> Result<(), Failure> {
    let key = key(person)?;
    let event = Event::new(what, Clock::System.now()).by(Actor::Operator);
    audit::record(store, &event.of(&key).with_email(&person.email)).await
}

/// Makes an account.
pub(super) async fn create(
    store: &dyn Database,
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
