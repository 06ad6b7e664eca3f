//! `magiclink link`: login links without a mail, and private links.

mod add;
mod passphrase;
mod row;

use std::sync::Arc;

use magiclink::{
    clock::Clock,
    event::{Actor, Event, What},
    link::Link as Row,
    primary_key::AccountKey,
    store::LinkList,
    token::TokenId,
};

use crate::{
    cli::Link,
    commands::{self, token_settings},
    config::Checked,
    database::Database,
    failure::Failure,
    server::{self, audit},
    show,
};

pub(super) use self::{
    add::{Wanted, create},
    row::Names,
};

/// How many links are read at once.
const PAGE: usize = 500;

pub(super) async fn run(command: Link, checked: &Checked) -> Result<(), Failure> {
    match command {
        Link::Login { email } => log_in(&email, checked).await,
        Link::Add(options) => add::run(options, checked).await,
        Link::List { account, json } => list(account.as_deref(), json, checked).await,
        Link::Show { id, json } => show_one(&id, json, checked).await,
        Link::Revoke { id } => revoke(&id, checked).await,
    }
}

async fn log_in(email: &str, checked: &Checked) -> Result<(), Failure> {
    let store = checked.database.open().await?;
    token_settings::check(&*store, checked).await?;
    let person = commands::account::find(&*store, email).await?;
    if !person.is_active {
        let text =
            format!("{email} is disabled: `magiclink account enable {email}` lets them log in");
        return Err(Failure::Refused(text));
    }
    let pages = server::pages(checked, Arc::clone(&store))?;
    println!("{}", pages.flow().make_link(&person).await?);
    commands::account::record(&*store, &person, What::LoginLinkMade).await
}

async fn list(account: Option<&str>, json: bool, checked: &Checked) -> Result<(), Failure> {
    let store = checked.database.open().await?;
    let account = match account {
        Some(email) => {
            let person = commands::account::find(&*store, email).await?;
            Some(commands::account::key(&person)?)
        }
        None => None,
    };
    let links = all(&*store, account.as_ref()).await?;
    let mut names = Names::of(&*store);
    let mut rows = Vec::with_capacity(links.len());
    for link in &links {
        rows.push(names.row(link).await?);
    }
    if json {
        return show::json(&rows);
    }
    let header = [
        "ID", "STATE", "OPENS", "ACCOUNT", "OPENED", "EXPIRES", "LABEL",
    ];
    show::table(header, rows.iter().map(row::Row::cells));
    Ok(())
}

/// Every link of an account, or of all, the newest first.
pub(super) async fn all(
    store: &dyn Database,
    account: Option<&AccountKey>,
) -> Result<Vec<Row>, Failure> {
    let mut links: Vec<Row> = Vec::new();
    loop {
        let page = LinkList {
            account,
            search: "",
            after: links.last().map(|link| (link.created, link.id)),
            count: PAGE,
        };
        let page = store.links(page).await?;
        let is_last = page.len() < PAGE;
        links.extend(page);
        if is_last {
            return Ok(links);
        }
    }
}

async fn show_one(id: &str, json: bool, checked: &Checked) -> Result<(), Failure> {
    let id = parse(id)?;
    let store = checked.database.open().await?;
    let link = store.find_link(id).await?.ok_or_else(|| unknown(id))?;
    let row = Names::of(&*store).row(&link).await?;
    if json {
        return show::json(&row);
    }
    row.print();
    Ok(())
}

async fn revoke(id: &str, checked: &Checked) -> Result<(), Failure> {
    let id = parse(id)?;
    let store = checked.database.open().await?;
    let (link, now) = (store.find_link(id).await?, Clock::System.now());
    if store.revoke_link(id, None, now).await? {
        println!("the link {id} is revoked: nobody can open it any more");
        let event = Event::new(What::LinkRevoked { link: id }, now).by(Actor::Operator);
        let event = link
            .iter()
            .fold(event, |event, link| event.of(&link.account));
        return audit::record(&*store, &event).await;
    }
    Err(match link {
        Some(_) => Failure::Refused(format!("the link {id} is revoked already")),
        None => unknown(id),
    })
}

fn parse(id: &str) -> Result<TokenId, Failure> {
    id.parse().map_err(|_| {
        let text = format!("`{id}` is no link: `magiclink link list` shows them");
        Failure::Usage(text)
    })
}

fn unknown(id: TokenId) -> Failure {
    Failure::Refused(format!(
        "there is no link {id}: `magiclink link list` shows them"
    ))
}
