//! `magiclink mail queue`: the mails that wait, and what has become of others.

use magiclink::{
    clock::{Clock, Timestamp},
    event::{Actor, Event, What},
    store::{ListedMail, MailId, MailList},
};
use serde::Serialize;

use crate::{
    cli::{MailAction, MailIds, MailQueue, MailsWanted},
    config::Checked,
    database::Database,
    failure::Failure,
    outbox::{self, Standing},
    server::audit,
    show,
};

/// How many mails are read at once.
const PAGE: usize = 500;

/// A mail as it is listed.
#[derive(Serialize)]
struct Row<'m> {
    id: i64,
    state: Standing,
    /// None once it has ended, as the subject.
    to: Option<&'m str>,
    subject: Option<&'m str>,
    attempts: u32,
    written: String,
    /// When it is tried next, if it waits.
    due: Option<String>,
    expires: String,
    ended: Option<String>,
    reason: Option<&'m str>,
    message_id: &'m str,
}

impl<'m> Row<'m> {
    fn of(mail: &'m ListedMail, now: Timestamp) -> Self {
        Self {
            id: mail.id.0,
            state: Standing::of(mail, now),
            to: mail.to.as_deref(),
            subject: mail.subject.as_deref(),
            attempts: mail.attempts,
            written: show::time(mail.written),
            due: outbox::due(mail).map(show::time),
            expires: show::time(mail.expires),
            ended: mail.ended.map(show::time),
            reason: mail.reason.as_deref(),
            message_id: &mail.message_id,
        }
    }

    fn cells(&self) -> [String; 6] {
        [
            self.id.to_string(),
            self.state.word().to_owned(),
            self.to.unwrap_or("(deleted)").to_owned(),
            self.attempts.to_string(),
            self.written.clone(),
            show::line(self.reason.unwrap_or_default()),
        ]
    }

    /// Prints all of it.
    fn print(&self) {
        let deleted = "(deleted)";
        let id = self.id.to_string();
        let attempts = self.attempts.to_string();
        let lines = [
            ("mail", Some(&*id)),
            ("state", Some(self.state.word())),
            ("to", Some(self.to.unwrap_or(deleted))),
            ("subject", Some(self.subject.unwrap_or(deleted))),
            ("attempts", Some(&attempts)),
            ("written", Some(&self.written)),
            ("next attempt", self.due.as_deref()),
            ("expires", Some(&self.expires)),
            ("ended", self.ended.as_deref()),
            ("last answer", self.reason),
            ("Message-ID", Some(self.message_id)),
        ];
        for (name, value) in lines {
            if let Some(value) = value {
                println!("{name:<14}{}", show::line(value));
            }
        }
    }
}

pub(super) async fn run(command: MailQueue, checked: &Checked) -> Result<(), Failure> {
    let store = &*checked.database.open().await?;
    let now = Clock::System.now();
    match command.action {
        None => list(store, &command.list, now).await,
        Some(MailAction::List(wanted)) => list(store, &wanted, now).await,
        Some(MailAction::Show { id, json }) => {
            let mail = store.find_mail(MailId(id)).await?;
            let mail = mail.ok_or_else(|| refused(id, outbox::Unchanged::Unknown))?;
            let row = Row::of(&mail, now);
            if json {
                return show::json(&row);
            }
            row.print();
            Ok(())
        }
        Some(MailAction::Retry(MailIds { ids })) => act(store, &ids, Deed::Retry, now).await,
        Some(MailAction::Drop(MailIds { ids })) => act(store, &ids, Deed::Drop, now).await,
    }
}

/// What is done with mails that wait.
#[derive(Clone, Copy)]
enum Deed {
    Retry,
    Drop,
}

/// Does it with each; those with which it could not be done are said at the end, in one sentence.
async fn act(store: &dyn Database, ids: &[i64], deed: Deed, now: Timestamp) -> Result<(), Failure> {
    let mut refusals = Vec::new();
    for &id in ids {
        let mail = MailId(id);
        let (done, what, words) = match deed {
            Deed::Retry => (
                outbox::retry(store, mail, now).await?,
                What::MailRetried { mail },
                "is due: a server that runs sends it now",
            ),
            Deed::Drop => (
                outbox::drop(store, mail, now).await?,
                What::MailDropped { mail },
                "is not sent",
            ),
        };
        match done {
            Ok(()) => {
                println!("mail {id} {words}");
                audit::record(store, &Event::new(what, now).by(Actor::Operator)).await?;
            }
            Err(unchanged) => refusals.push(refused(id, unchanged).to_string()),
        }
    }
    if refusals.is_empty() {
        return Ok(());
    }
    Err(Failure::Refused(refusals.join("; ")))
}

async fn list(store: &dyn Database, wanted: &MailsWanted, now: Timestamp) -> Result<(), Failure> {
    let mut mails: Vec<ListedMail> = Vec::new();
    loop {
        let page = MailList {
            with_sent: wanted.state == Some(Standing::Sent),
            after: mails.last().map(|mail| mail.id),
            count: PAGE,
        };
        let page = store.mails(page).await?;
        let is_last = page.len() < PAGE;
        mails.extend(page);
        if is_last {
            break;
        }
    }
    let rows = mails.iter().map(|mail| Row::of(mail, now));
    let rows = rows.filter(|row| wanted.state.is_none_or(|state| row.state == state));
    if wanted.json {
        return show::json(&rows.collect::<Vec<_>>());
    }
    let header = ["ID", "STATE", "TO", "ATTEMPTS", "WRITTEN", "LAST ANSWER"];
    show::table(header, rows.map(|row| row.cells()));
    Ok(())
}

fn refused(id: i64, unchanged: outbox::Unchanged) -> Failure {
    Failure::Refused(format!("mail {id}: {unchanged}"))
}
