//! The private links of all accounts, for admins.

use std::collections::HashMap;

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::{event::What, link::Link, primary_key::AccountKey, store::LinkList};
use magiclink_axum::{Form, PageError, Visit, minijinja::context};

use crate::{
    app::App,
    pages::{
        admin::{Admin, RecentAdmin},
        link_row,
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
    let wanted = LinkList {
        account: None,
        search: list.search(),
        after: list.after(link_row::read),
        count: List::count(),
    };
    let mut links = app.store.links(wanted).await?;
    let pages = list.pages(&mut links, link_row::name);
    let owners = owners(&app, &links).await?;
    let now = app.clock.now();
    let links = links.iter().map(|link| {
        let revoke_url = Route::RevokeAnyLink.of(link.id);
        let owner = owners.get(&link.account);
        context! { revoke_url, owner, ..link_row::values(link, now) }
    });
    visit.form_page(
        "pages/all-links.html",
        context! {
            navigation => app.magic_link.navigation(&admin.account, Route::AllLinks.path()),
            links => links.collect::<Vec<_>>(), pages, search => list.search(),
            is_recent => admin.is_recent(&app),
            log_in_url => app.magic_link.log_in_path(Route::AllLinks.path()),
        },
    )
}

/// The addresses of the accounts that the links belong to.
async fn owners(app: &App, links: &[Link]) -> Result<HashMap<AccountKey, String>, PageError> {
    let mut owners = HashMap::new();
    for link in links {
        if let Some(id) = link.account.decode()
            && !owners.contains_key(&link.account)
            && let Some(person) = app.store.find_person(id).await?
        {
            owners.insert(link.account.clone(), person.email);
        }
    }
    Ok(owners)
}

pub(crate) async fn revoke(
    State(app): State<App>,
    visit: Visit,
    RecentAdmin(admin): RecentAdmin,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    form.only(&[])?;
    let link = id.parse().map_err(|_| PageError::NotFound)?;
    let found = app.store.find_link(link).await?;
    let found = found.ok_or(PageError::NotFound)?;
    if app.store.revoke_link(link, None, app.clock.now()).await? {
        let event = visit.event(What::LinkRevoked { link });
        visit.tell(&event.of(&found.account).by(admin.actor()));
    }
    Ok(Redirect::to(Route::AllLinks.path()).into_response())
}
