//! The private links of who is logged in.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::{event::What, person::People};
use magiclink_axum::{CurrentAccount, Form, PageError, Visit, minijinja::context};

use crate::{
    app::App,
    pages::{link_row, list::List},
    routes::Route,
};

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    current: CurrentAccount<People>,
    list: List,
) -> Result<Response, PageError> {
    let after = list.after(link_row::read);
    let links = app.magic_link.links();
    let mut links = links
        .links_of(&current.account, after, List::count())
        .await?;
    let pages = list.pages(&mut links, link_row::name);
    let now = app.clock.now();
    let can_revoke = links.iter().any(|link| link.is_valid(now));
    let links = links.iter().map(|link| {
        let revoke_url = Route::RevokeLink.of(link.id);
        context! { revoke_url, ..link_row::values(link, now) }
    });
    visit.form_page(
        "pages/links.html",
        context! {
            navigation => app.magic_link.navigation(&current.account, Route::Links.path()),
            links => links.collect::<Vec<_>>(), pages, can_revoke,
            new_url => Route::NewLink.path(), revoke_all_url => Route::RevokeLinks.path(),
        },
    )
}

pub(crate) async fn revoke(
    State(app): State<App>,
    visit: Visit,
    current: CurrentAccount<People>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    form.only(&[])?;
    let link = id.parse().map_err(|_| PageError::NotFound)?;
    let found = app.store.find_link(link).await?;
    if found.is_none_or(|found| found.account != current.session.account) {
        return Err(PageError::NotFound);
    }
    let links = app.magic_link.links();
    if links.revoke(&current.account, link).await? {
        tell(&visit, &current, What::LinkRevoked { link });
    }
    Ok(Redirect::to(Route::Links.path()).into_response())
}

pub(crate) async fn revoke_all(
    State(app): State<App>,
    visit: Visit,
    current: CurrentAccount<People>,
    form: Form,
) -> Result<Response, PageError> {
    form.only(&[])?;
    let count = app.magic_link.links().revoke_all(&current.account).await?;
    tell(&visit, &current, What::LinksRevoked { count });
    Ok(Redirect::to(Route::Links.path()).into_response())
}

/// Tells what the account has done with its own links.
pub(super) fn tell(visit: &Visit, current: &CurrentAccount<People>, what: What<'_>) {
    let event = visit.event(what).of(&current.session.account);
    visit.tell(&event.with_email(&current.account.email));
}
