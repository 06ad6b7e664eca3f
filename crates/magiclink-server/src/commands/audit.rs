//! `magiclink audit`: what has happened.

use magiclink::{
    clock::Clock,
    event::What,
    store::{AuditList, AuditRow},
};
use serde::Serialize;

use crate::{
    cli::Audit,
    commands::{account, link::Names},
    config::Checked,
    failure::Failure,
    show,
};

/// An entry as it is listed.
#[derive(Serialize)]
struct Row {
    time: String,
    what: String,
    /// The address of the account; none if there is no account, or none any more.
    account: Option<String>,
    account_id: Option<i64>,
    address: Option<String>,
    browser: String,
    by: String,
    /// The address of the admin who did it.
    admin: Option<String>,
    link: Option<String>,
    detail: String,
    count: u64,
}

pub(super) async fn run(options: Audit, checked: &Checked) -> Result<(), Failure> {
    if let Some(kind) = options
        .kind
        .as_deref()
        .filter(|kind| !What::NAMES.contains(kind))
    {
        let known = What::NAMES.join(", ");
        return Err(Failure::Usage(format!(
            "there is no `{kind}`: choose one of {known}"
        )));
    }
    let store = checked.database.open().await?;
    let account = match &options.account {
        Some(email) => Some(account::key(&account::find(&*store, email).await?)?),
        None => None,
    };
    let now = Clock::System.now();
    let list = AuditList {
        account: account.as_ref(),
        what: options.kind.as_deref(),
        client: options.client,
        since: options.since.map(|age| now.saturating_sub(age)),
        after: None,
        count: options.limit,
    };
    let found = store.audit(list).await?;
    let mut names = Names::of(&*store);
    let mut rows = Vec::with_capacity(found.len());
    for row in found {
        rows.push(read(row, &mut names).await?);
    }
    if options.json {
        return show::json(&rows);
    }
    let header = ["TIME", "WHAT", "ACCOUNT", "FROM", "BY", "DETAIL"];
    show::table(header, rows.iter().map(Row::cells));
    Ok(())
}

async fn read(AuditRow { entry, .. }: AuditRow, names: &mut Names<'_>) -> Result<Row, Failure> {
    let account = match &entry.account {
        Some(key) => names.name(key).await?,
        None => None,
    };
    let admin = match &entry.admin {
        Some(key) => names.name(key).await?,
        None => None,
    };
    Ok(Row {
        time: show::time(entry.at),
        what: entry.what,
        account,
        account_id: entry.account.and_then(|key| key.decode()),
        address: entry.client.address.map(|address| address.to_string()),
        browser: entry.client.browser,
        by: entry.by,
        admin,
        link: entry.link.map(|link| link.to_string()),
        detail: entry.detail,
        count: entry.count,
    })
}

impl Row {
    /// The cells of its line in a table.
    fn cells(&self) -> [String; 6] {
        let account = match (&self.account, self.account_id) {
            (Some(email), _) => email.clone(),
            (None, Some(id)) => format!("(deleted, {id})"),
            (None, None) => String::new(),
        };
        let by = match &self.admin {
            Some(email) => format!("{} {email}", self.by),
            None => self.by.clone(),
        };
        [
            self.time.clone(),
            self.what.clone(),
            account,
            words([self.address.as_deref().unwrap_or_default(), &self.browser]),
            by,
            words([
                &self.detail,
                self.link.as_deref().unwrap_or_default(),
                &self.times(),
            ]),
        ]
    }

    fn times(&self) -> String {
        match self.count {
            1 => String::new(),
            count => format!("{count} times"),
        }
    }
}

/// Those that are not empty.
fn words<const N: usize>(parts: [&str; N]) -> String {
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}
