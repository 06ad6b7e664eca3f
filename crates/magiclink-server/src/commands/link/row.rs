//! A private link as it is listed.

use std::collections::HashMap;

use magiclink::{
    clock::{Clock, Timestamp},
    link::{Link, LinkState},
    primary_key::AccountKey,
};
use serde::Serialize;

use crate::{database::Database, failure::Failure, show, site::Target};

/// A private link as it is listed.
#[derive(Serialize)]
pub(super) struct Row {
    id: String,
    state: &'static str,
    path: String,
    /// Whether it opens all that is below the path, too.
    prefix: bool,
    /// The address of the account; none if the account is gone.
    account: Option<String>,
    label: String,
    created: String,
    expires: String,
    max_uses: Option<u32>,
    uses: u32,
    last_opened: Option<String>,
    passphrase: bool,
    revoked: Option<String>,
}

impl Row {
    /// The cells of its line in a table.
    pub(super) fn cells(&self) -> [String; 7] {
        [
            self.id.clone(),
            self.state.to_owned(),
            self.opens(),
            self.account().to_owned(),
            self.opened(),
            self.expires.clone(),
            self.label.clone(),
        ]
    }

    /// Prints all of it.
    pub(super) fn print(&self) {
        let none = || "never".to_owned();
        let lines = [
            ("link", self.id.clone()),
            ("state", self.state.to_owned()),
            ("opens", self.opens()),
            ("account", self.account().to_owned()),
            ("label", self.label.clone()),
            ("created", self.created.clone()),
            ("expires", self.expires.clone()),
            ("opened", self.opened()),
            ("last opened", self.last_opened.clone().unwrap_or_else(none)),
            (
                "passphrase",
                if self.passphrase { "yes" } else { "no" }.to_owned(),
            ),
        ];
        for (name, value) in lines {
            println!("{}", format!("{name:<12}{value}").trim_end());
        }
        if let Some(revoked) = &self.revoked {
            println!("{:<12}{revoked}", "revoked");
        }
    }

    fn account(&self) -> &str {
        self.account.as_deref().unwrap_or("(deleted)")
    }

    fn opens(&self) -> String {
        let rest = if self.prefix { "…" } else { "" };
        format!("{}{rest}", self.path)
    }

    fn opened(&self) -> String {
        match self.max_uses {
            Some(max) => format!("{} of {max}", self.uses),
            None => self.uses.to_string(),
        }
    }
}

/// Whether a link can be opened, in one word or two.
const fn words(state: LinkState) -> &'static str {
    match state {
        LinkState::Open => "open",
        LinkState::UsedUp => "used up",
        LinkState::Expired => "expired",
        LinkState::Revoked => "revoked",
    }
}

/// Asks for the address of each account once, and makes rows.
pub(in crate::commands) struct Names<'s> {
    store: &'s dyn Database,
    known: HashMap<AccountKey, Option<String>>,
    now: Timestamp,
}

impl<'s> Names<'s> {
    pub(in crate::commands) fn of(store: &'s dyn Database) -> Self {
        Self {
            store,
            known: HashMap::new(),
            now: Clock::System.now(),
        }
    }

    pub(super) async fn row(&mut self, link: &Link) -> Result<Row, Failure> {
        let target = Target::of_scope(&link.scope);
        let path = target.as_ref().map(|target| target.path().to_string());
        Ok(Row {
            id: link.id.to_string(),
            state: words(link.state_at(self.now)),
            prefix: matches!(target, Some(Target::Folder(_))),
            path: path.unwrap_or_else(|| link.scope.clone()),
            account: self.name(&link.account).await?,
            label: link.label.clone(),
            created: show::time(link.created),
            expires: show::time(link.expires),
            max_uses: link.max_uses,
            uses: link.uses,
            last_opened: link.last_opened.map(show::time),
            passphrase: link.passphrase.is_some(),
            revoked: link.revoked.map(show::time),
        })
    }

    pub(in crate::commands) async fn name(
        &mut self,
        key: &AccountKey,
    ) -> Result<Option<String>, Failure> {
        if let Some(known) = self.known.get(key) {
            return Ok(known.clone());
        }
        let person = match key.decode() {
            Some(id) => self.store.find_person(id).await?,
            None => None,
        };
        let name = person.map(|person| person.email);
        self.known.insert(key.clone(), name.clone());
        Ok(name)
    }
}
