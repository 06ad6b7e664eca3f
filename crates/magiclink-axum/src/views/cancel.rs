//! "It wasn't me".

use axum::{
    extract::{RawQuery, State},
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::{account::Account as _, event::What, login::LoginError};
use minijinja::context;

use crate::{
    accounts::Accounts, form::Form, link_view::link_values, magic_link::MagicLink,
    page_error::PageError, query::Pairs, routes::Route, visit::Visit,
};

pub(crate) async fn show<A: Accounts>(
    State(magic_link): State<MagicLink<A>>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    visit.outgoing().had_token();
    let pairs = Pairs::read(query.unwrap_or_default().as_bytes());
    let token_name = magic_link.web().token_name.as_str();
    let token = pairs.one(token_name)?.unwrap_or_default();
    let pending = magic_link
        .flow()
        .look_at(token, None, visit.client())
        .await
        .map_err(refuse)?;
    visit.form_page(
        "pages/cancel.html",
        context! {
            token_name, token, ..link_values(&visit, &pending)?
        },
    )
}

pub(crate) async fn submit<A: Accounts>(
    State(magic_link): State<MagicLink<A>>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let token = form.required(&magic_link.web().token_name)?;
    let cancelled = magic_link.flow().cancel(token, visit.client()).await;
    let cancelled = cancelled.map_err(refuse)?;
    let event = visit.event(What::LoginCancelled);
    let event = event.with_email(cancelled.account.email());
    visit.tell(&match &cancelled.request.account {
        Some(account) => event.of(account),
        None => event,
    });
    Ok(Redirect::to(&magic_link.path(Route::Cancelled)).into_response())
}

pub(crate) async fn show_done<A: Accounts>(
    State(_): State<MagicLink<A>>,
    visit: Visit,
) -> Result<Response, PageError> {
    visit.page("pages/cancelled.html", context! {})
}

/// Whoever wants no login is not offered a new link.
fn refuse(error: LoginError) -> PageError {
    match error {
        LoginError::Refused(refusal) => PageError::CancelRefused(refusal.into()),
        other => other.into(),
    }
}
