//! The audit log, for admins: what has happened, when, to whose account, from where and by whom.

use std::{collections::HashMap, net::IpAddr};

use axum::{extract::State, response::Response};
use magiclink::{
    clock::Timestamp,
    email::Email,
    event::What,
    primary_key::AccountKey,
    store::{AuditList, AuditRow},
};
use magiclink_axum::{
    PageError, Visit,
    minijinja::{Value, context},
};

use crate::{
    app::App,
    pages::{
        admin::{Admin, key_of},
        list::List,
    },
    routes::Route,
};

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    admin: Admin,
    list: List,
) -> Result<Response, PageError> {
    app.audit.written().await;
    let kind = What::NAMES
        .into_iter()
        .find(|name| *name == list.value("kind"));
    let mut rows = match Search::read(&app, list.search()).await? {
        Some(search) => {
            let wanted = AuditList {
                account: search.account.as_ref(),
                client: search.client,
                what: kind,
                since: None,
                after: list.after(read),
                count: List::count(),
            };
            app.store.audit(wanted).await?
        }
        None => Vec::new(),
    };
    let pages = list.pages(&mut rows, name);
    let names = names(&app, &rows).await?;
    let rows: Vec<_> = rows.iter().map(|row| values(row, &names)).collect();
    visit.page(
        "pages/audit.html",
        context! {
            navigation => app.magic_link.navigation(&admin.account, Route::Audit.path()),
            rows, pages, search => list.search(), kind, kinds => What::NAMES,
        },
    )
}

/// What is searched for: an account by its address, or a client by its network address.
#[derive(Default)]
struct Search {
    account: Option<AccountKey>,
    client: Option<IpAddr>,
}

impl Search {
    /// `None` if nothing can be found.
    async fn read(app: &App, text: &str) -> Result<Option<Self>, PageError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Some(Self::default()));
        }
        if let Ok(client) = text.parse::<IpAddr>() {
            let (account, client) = (None, Some(client.to_canonical()));
            return Ok(Some(Self { account, client }));
        }
        let Ok(email) = Email::parse(text) else {
            return Ok(None);
        };
        let person = app.store.find_person_by_email(email.key()).await?;
        let account = person.as_ref().map(key_of).transpose()?;
        Ok(account.map(|account| Self {
            account: Some(account),
            client: None,
        }))
    }
}

/// Where a page begins: behind the entry of this time and number.
fn read(text: &str) -> Option<(Timestamp, i64)> {
    let (at, id) = text.split_once('-')?;
    let at = Timestamp::from_unix_micros(at.parse().ok()?);
    Some((at, id.parse().ok()?))
}

fn name(row: &AuditRow) -> String {
    format!("{}-{}", row.entry.at.unix_micros(), row.id)
}

/// The addresses of the accounts that the entries name.
async fn names(app: &App, rows: &[AuditRow]) -> Result<HashMap<AccountKey, String>, PageError> {
    let mut names = HashMap::new();
    for row in rows {
        for key in [&row.entry.account, &row.entry.admin] {
            if let Some(key) = key
                && let Some(id) = key.decode()
                && !names.contains_key(key)
                && let Some(person) = app.store.find_person(id).await?
            {
                names.insert(key.clone(), person.email);
            }
        }
    }
    Ok(names)
}

/// An entry, as templates know it.
fn values(row: &AuditRow, names: &HashMap<AccountKey, String>) -> Value {
    let entry = &row.entry;
    let name = |key: &Option<AccountKey>| key.as_ref().and_then(|key| names.get(key)).cloned();
    let id = entry.account.as_ref().and_then(AccountKey::decode::<i64>);
    context! {
        at => entry.at.unix_seconds(), what => &*entry.what, by => &*entry.by, count => entry.count,
        is_known => What::NAMES.contains(&&*entry.what), detail => &*entry.detail,
        has_account => entry.account.is_some(), account => name(&entry.account),
        account_url => id.map(|id| Route::Account.of(id)), admin => name(&entry.admin),
        browser => &*entry.client.browser,
        address => entry.client.address.map(|address| address.to_string()),
        link => entry.link.map(|link| link.to_string()),
    }
}
