//! The outbox, for admins: what waits, what was not delivered, and why.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::{
    clock::Timestamp,
    email::Email,
    event::{Event, What},
    store::{ListedMail, MailId, MailList, MailState, Undelivered},
};
use magiclink_axum::{
    Form, PageError, Visit,
    minijinja::{Value, context},
};

use crate::{
    app::App,
    pages::{
        admin::{Admin, RecentAdmin},
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
    let with_sent = list.value("all") == "1";
    let wanted = MailList {
        with_sent,
        after: list.after(|id| id.parse().ok()).map(MailId),
        count: List::count(),
    };
    let mut mails = app.store.mails(wanted).await?;
    let pages = list.pages(&mut mails, |mail| mail.id.0.to_string());
    let now = app.clock.now();
    let mails: Vec<_> = mails.iter().map(|mail| values(mail, now)).collect();
    visit.form_page(
        "pages/mails.html",
        context! {
            navigation => app.magic_link.navigation(&admin.account, Route::Mails.path()),
            here => Route::Mails.path(), with_sent, mails, pages,
            is_recent => admin.is_recent(&app),
            log_in_url => app.magic_link.log_in_path(Route::Mails.path()),
        },
    )
}

/// A mail, as templates know it.
fn values(mail: &ListedMail, now: Timestamp) -> Value {
    let state = state(mail.state, now);
    let seconds_left = match mail.state {
        MailState::Waiting(due) => due.unix_seconds().saturating_sub(now.unix_seconds()).max(0),
        _ => 0,
    };
    context! {
        id => mail.id.0, to => mail.to.as_deref().map(Email::mask_text), state, seconds_left,
        written => mail.written.unix_seconds(), attempts => mail.attempts, reason => mail.reason.as_deref(),
        waits => state == "waiting", is_open => mail.to.is_some(),
        retry_url => Route::RetryMail.of(mail.id.0), drop_url => Route::DropMail.of(mail.id.0),
    }
}

/// What the word for a state is called in the language files.
fn state(state: MailState, now: Timestamp) -> &'static str {
    match state {
        MailState::Leased(until) if until > now => "sending",
        MailState::Waiting(_) | MailState::Leased(_) => "waiting",
        MailState::Sent => "sent",
        MailState::Undelivered(Undelivered::Expired) => "expired",
        MailState::Undelivered(Undelivered::Dropped) => "dropped",
        _ => "refused",
    }
}

pub(crate) async fn retry(
    State(app): State<App>,
    visit: Visit,
    admin: Admin,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    form.only(&[])?;
    let mail = read(&id)?;
    let is_there = app.store.retry_mail(mail, app.clock.now()).await?;
    let event = visit.event(What::MailRetried { mail });
    done(&visit, is_there, &event.by(admin.actor()))
}

pub(crate) async fn drop(
    State(app): State<App>,
    visit: Visit,
    RecentAdmin(admin): RecentAdmin,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    form.only(&[])?;
    let mail = read(&id)?;
    let is_there = app.store.drop_mail(mail, app.clock.now()).await?;
    let event = visit.event(What::MailDropped { mail });
    done(&visit, is_there, &event.by(admin.actor()))
}

fn read(id: &str) -> Result<MailId, PageError> {
    id.parse().map(MailId).map_err(|_| PageError::NotFound)
}

fn done(visit: &Visit, is_there: bool, event: &Event<'_>) -> Result<Response, PageError> {
    if !is_there {
        return Err(PageError::NotFound);
    }
    visit.tell(event);
    Ok(Redirect::to(Route::Mails.path()).into_response())
}
