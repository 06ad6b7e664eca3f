//! The outbox, for admins: what waits, what was not delivered, and why.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::{
    clock::Timestamp,
    email::Email,
    event::{Event, What},
    store::{ListedMail, MailId, MailList},
};
use magiclink_axum::{
    Form, PageError, Visit,
    minijinja::{Value, context},
};

use crate::{
    app::App,
    outbox::{self, Standing, Unchanged},
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
    let state = Standing::of(mail, now);
    let seconds = |due: Timestamp| due.unix_seconds().saturating_sub(now.unix_seconds()).max(0);
    let seconds_left = outbox::due(mail).map_or(0, seconds);
    context! {
        id => mail.id.0, to => mail.to.as_deref().map(Email::mask_text), state => state.word(), seconds_left,
        written => mail.written.unix_seconds(), attempts => mail.attempts, reason => mail.reason.as_deref(),
        waits => state == Standing::Waiting,
        retry_url => Route::RetryMail.of(mail.id.0), drop_url => Route::DropMail.of(mail.id.0),
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
    let retried = outbox::retry(&*app.store, mail, app.clock.now()).await?;
    let event = visit.event(What::MailRetried { mail });
    done(&visit, retried, &event.by(admin.actor()))
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
    let dropped = outbox::drop(&*app.store, mail, app.clock.now()).await?;
    let event = visit.event(What::MailDropped { mail });
    done(&visit, dropped, &event.by(admin.actor()))
}

fn read(id: &str) -> Result<MailId, PageError> {
    id.parse().map(MailId).map_err(|_| PageError::NotFound)
}

/// The list says what has become of a mail with which nothing could be done.
fn done(
    visit: &Visit,
    changed: Result<(), Unchanged>,
    event: &Event<'_>,
) -> Result<Response, PageError> {
    match changed {
        Err(Unchanged::Unknown) => return Err(PageError::NotFound),
        Err(_) => {}
        Ok(()) => visit.tell(event),
    }
    Ok(Redirect::to(Route::Mails.path()).into_response())
}
