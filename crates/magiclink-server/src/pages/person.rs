//! One account, for admins, and what they can do with it.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::{email::Email, person::Person, primary_key::AccountKey, store::StoreError};
use magiclink_axum::{Form, PageError, Visit, minijinja::context};

use crate::{
    app::App,
    pages::{
        admin::{Admin, RecentAdmin},
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
    let key = AccountKey::of(&person.id).ok_or_else(|| StoreError::new("a key too long"))?;
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
    Ok(done(&admin, &person, "disabled"))
}

pub(crate) async fn enable(
    State(app): State<App>,
    RecentAdmin(admin): RecentAdmin,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    form.only(&[])?;
    let person = find(&app, &id).await?;
    let now = app.clock.now();
    app.store.set_person_active(person.id, true, now).await?;
    Ok(done(&admin, &person, "enabled"))
}

pub(crate) async fn log_out(
    State(app): State<App>,
    RecentAdmin(admin): RecentAdmin,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    form.only(&[])?;
    let person = find(&app, &id).await?;
    app.store.log_person_out(person.id, app.clock.now()).await?;
    Ok(done(&admin, &person, "logged-out"))
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
    Ok(done(&admin, &person, "sent"))
}

async fn find(app: &App, id: &str) -> Result<Person, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let found = app.store.find_person(id).await?;
    found.ok_or(PageError::NotFound)
}

/// Logs what was done, and goes back to the account, which says so.
fn done(admin: &Admin, person: &Person, done: &'static str) -> Response {
    tracing::info!(
        admin.email = admin.masked(),
        account.email = Email::mask_text(&person.email),
        done,
        "an admin has acted on an account"
    );
    let place = format!("{}?done={done}", Route::Account.of(person.id));
    Redirect::to(&place).into_response()
}
