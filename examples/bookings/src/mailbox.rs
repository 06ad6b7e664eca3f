//! `/mailbox/`: the mails, in place of a mail server. Only for trying out: its links log anybody in.

use axum::{extract::State, response::Response};
use magiclink_axum::{PageError, Visit, minijinja::context};
use magiclink_lettre::Inbox;

pub(crate) async fn show(State(inbox): State<Inbox>, visit: Visit) -> Result<Response, PageError> {
    let mails = inbox.mails().into_iter().map(|mail| {
        let lines = mail.text.lines().map(str::to_owned).collect::<Vec<_>>();
        context! { to => mail.to, subject => mail.subject, lines }
    });
    let mails = mails.collect::<Vec<_>>();
    visit.page("mailbox.html", context! { mails })
}
