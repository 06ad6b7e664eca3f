//! Logs out; shows that nobody is logged in.

use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::{account::Account as _, event::What};
use minijinja::context;

use crate::{
    accounts::Accounts, current_account::CurrentAccount, form::Form, magic_link::MagicLink,
    page_error::PageError, routes::Route, visit::Visit,
};

pub(crate) async fn show<A: Accounts>(
    visit: Visit,
    current: Option<CurrentAccount<A>>,
) -> Result<Response, PageError> {
    let email = current
        .as_ref()
        .map_or("", |current| current.account.email());
    visit.form_page("pages/logout.html", context! { email })
}

pub(crate) async fn submit<A: Accounts>(
    State(magic_link): State<MagicLink<A>>,
    visit: Visit,
    current: Option<CurrentAccount<A>>,
    _form: Form,
) -> Result<Response, PageError> {
    if let Some(CurrentAccount {
        session, account, ..
    }) = current
    {
        magic_link
            .store()
            .end_session(&session.account, &session.id)
            .await?;
        let event = visit.event(What::LoggedOut {
            session: session.id,
        });
        visit.tell(&event.of(&session.account).with_email(account.email()));
    }
    visit.log_out()?;
    Ok(Redirect::to(&magic_link.path(Route::Logout)).into_response())
}
