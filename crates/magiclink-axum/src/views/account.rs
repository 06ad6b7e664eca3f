//! Who is logged in, since when, on which browsers.

use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::{account::Account as _, bearer::Digest, event::What, session::Session};
use minijinja::{Value, context};

use crate::{
    accounts::Accounts, current_account::CurrentAccount, form::Form, hex, link_view::client_values,
    magic_link::MagicLink, moment::Moment, page_error::PageError, routes::Route, visit::Visit,
};

pub(crate) async fn show<A: Accounts>(
    State(magic_link): State<MagicLink<A>>,
    visit: Visit,
    current: CurrentAccount<A>,
) -> Result<Response, PageError> {
    let now = visit.web().clock.now();
    let account = &current.session.account;
    let mut sessions = magic_link.store().sessions_of(account, now).await?;
    // This browser first; the store has put the newest logins before the others.
    sessions.sort_by_key(|session| session.id != current.session.id);
    let has_others = sessions.len() > 1;
    let since = Moment(current.session.created);
    let sessions = sessions
        .iter()
        .map(|session| row(&visit, session, &current.session));
    visit.form_page(
        "pages/account.html",
        context! {
            email => current.account.email(), has_others,
            navigation => magic_link.navigation(&current.account, Route::Account.path()),
            since => since.words(&visit.web().pages, visit.texts())?, since_iso => since.iso(),
            sessions => sessions.collect::<Result<Vec<_>, _>>()?,
        },
    )
}

fn row(visit: &Visit, session: &Session, current: &Session) -> Result<Value, PageError> {
    let since = Moment(session.created);
    Ok(context! {
        id => hex::write(session.id.as_bytes()), is_current => session.id == current.id,
        since => since.words(&visit.web().pages, visit.texts())?, since_iso => since.iso(),
        ..client_values(&session.client)
    })
}

pub(crate) async fn end_session<A: Accounts>(
    State(magic_link): State<MagicLink<A>>,
    visit: Visit,
    current: CurrentAccount<A>,
    form: Form,
) -> Result<Response, PageError> {
    let id = hex::read(form.required("session")?)
        .map(Digest::from_bytes)
        .ok_or(PageError::BadRequest("no session"))?;
    let account = &current.session.account;
    if !magic_link.store().end_session(account, &id).await? {
        // Somebody else's, or it has ended.
        return Err(PageError::NotFound);
    }
    let what = if id == current.session.id {
        visit.log_out()?;
        What::LoggedOut { session: id }
    } else {
        What::OtherLoggedOut { session: id }
    };
    let event = visit.event(what).of(account);
    visit.tell(&event.with_email(current.account.email()));
    Ok(Redirect::to(&magic_link.path(Route::Account)).into_response())
}

pub(crate) async fn end_others<A: Accounts>(
    State(magic_link): State<MagicLink<A>>,
    visit: Visit,
    current: CurrentAccount<A>,
    _form: Form,
) -> Result<Response, PageError> {
    let (account, id) = (&current.session.account, &current.session.id);
    let count = magic_link
        .store()
        .end_sessions_of(account, Some(id))
        .await?;
    // Links that are still in a mailbox would log in another browser again.
    magic_link
        .store()
        .cancel_logins_of(account, magic_link.web().clock.now())
        .await?;
    let event = visit.event(What::OthersLoggedOut { count }).of(account);
    visit.tell(&event.with_email(current.account.email()));
    Ok(Redirect::to(&magic_link.path(Route::Account)).into_response())
}
