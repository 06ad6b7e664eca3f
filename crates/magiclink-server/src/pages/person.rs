//! One account, for admins, and what they can do with it.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::{event::What, person::Person};
use magiclink_axum::{Form, PageError, Visit, minijinja::context};

use crate::{
    app::App,
    pages::{
        admin::{Admin, RecentAdmin, key_of},
        list::List,
        people,
    },
    routes::Route,
};

/// What was done a moment ago, as the page is told in its URL; each has a text of its own.
const DONE: [&str; 5] = ["added", "disabled", "enabled", "logged-out", "sent"];

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    admin: Admin,
    Path(id): Path<String>,
    list: List,
) -> Result<Response, PageError> {
    let person = find(&app, &id).await?;
    let key = key_of(&person)?;
    let sessions = app.store.sessions_of(&key, app.clock.now()).await?;
    let done = DONE.into_iter().find(|done| *done == list.value("done"));
    let url = |route: Route| route.of(person.id);
    visit.form_page(
        "pages/person.html",
        context! {
            navigation => app.magic_link.navigation(&admin.account, Route::Accounts.path()),
            back => Route::Accounts.path(), person => people::values(&person),
            sessions => sessions.len(), done, is_self => person.id == admin.account.id,
            is_recent => admin.is_recent(&app),
            log_in_url => app.magic_link.log_in_path(&url(Route::Account)),
            send_url => url(Route::SendLoginLink), log_out_url => url(Route::LogAccountOut),
            disable_url => url(Route::DisableAccount), enable_url => url(Route::EnableAccount),
        },
    )
}

pub(crate) async fn disable(
    State(app): State<App>,
    visit: Visit,
    RecentAdmin(admin): RecentAdmin,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    form.only(&[])?;
    let person = find(&app, &id).await?;
    if person.id == admin.account.id {
        // Nobody would be left who could undo it.
        return Err(PageError::Forbidden);
    }
    let now = app.clock.now();
    app.store.set_person_active(person.id, false, now).await?;
    admin.tell(&visit, &person, What::AccountDisabled)?;
    Ok(done(&person, "disabled"))
}

pub(crate) async fn enable(
    State(app): State<App>,
    visit: Visit,
    RecentAdmin(admin): RecentAdmin,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    form.only(&[])?;
    let person = find(&app, &id).await?;
    let now = app.clock.now();
    app.store.set_person_active(person.id, true, now).await?;
    admin.tell(&visit, &person, What::AccountEnabled)?;
    Ok(done(&person, "enabled"))
}

pub(crate) async fn log_out(
    State(app): State<App>,
    visit: Visit,
    RecentAdmin(admin): RecentAdmin,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    form.only(&[])?;
    let person = find(&app, &id).await?;
    app.store.log_person_out(person.id, app.clock.now()).await?;
    admin.tell(&visit, &person, What::AllLoggedOut)?;
    Ok(done(&person, "logged-out"))
}

pub(crate) async fn send_link(
    State(app): State<App>,
    visit: Visit,
    RecentAdmin(admin): RecentAdmin,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    form.only(&[])?;
    let person = find(&app, &id).await?;
    if !person.is_active {
        return Err(PageError::BadRequest("the account is disabled"));
    }
    let flow = app.magic_link.flow();
    flow.send_link(&person, visit.languages()).await?;
    admin.tell(&visit, &person, What::LoginLinkSent)?;
    Ok(done(&person, "sent"))
}

async fn find(app: &App, id: &str) -> Result<Person, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let found = app.store.find_person(id).await?;
    found.ok_or(PageError::NotFound)
}

/// Goes back to the account, which says what was done.
fn done(person: &Person, done: &'static str) -> Response {
    let place = format!("{}?done={done}", Route::Account.of(person.id));
    Redirect::to(&place).into_response()
}
