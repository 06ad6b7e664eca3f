//! One account, for admins, and what they can do with it.

use axum::{
    extract::{FromRequest, FromRequestParts as _, Path, Request, State},
    response::{IntoResponse, Redirect, Response},
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

/// What an admin does to an account, by a form without fields.
pub(crate) struct Deed {
    app: App,
    visit: Visit,
    admin: Admin,
    person: Person,
}

impl FromRequest<App> for Deed {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let RecentAdmin(admin) = RecentAdmin::from_request_parts(&mut parts, app).await?;
        let visit = Visit::from_request_parts(&mut parts, app).await;
        let id = Path::<String>::from_request_parts(&mut parts, app).await;
        let Path(id) = id.map_err(IntoResponse::into_response)?;
        let found = async {
            let form = Form::from_request(Request::from_parts(parts, body), app).await?;
            form.only(&[])?;
            Ok::<_, PageError>((visit?, find(app, &id).await?))
        };
        let (visit, person) = found.await.map_err(PageError::into_response)?;
        Ok(Self {
            app: app.clone(),
            visit,
            admin,
            person,
        })
    }
}

impl Deed {
    /// Tells what was done, and goes back to the account, which says so.
    fn end(&self, what: What<'_>, done: &str) -> Result<Response, PageError> {
        self.admin.tell(&self.visit, &self.person, what)?;
        let place = format!("{}?done={done}", Route::Account.of(self.person.id));
        Ok(Redirect::to(&place).into_response())
    }
}

pub(crate) async fn disable(deed: Deed) -> Result<Response, PageError> {
    let Deed { app, person, .. } = &deed;
    if person.id == deed.admin.account.id {
        // Nobody would be left who could undo it.
        return Err(PageError::Forbidden);
    }
    let now = app.clock.now();
    app.store.set_person_active(person.id, false, now).await?;
    deed.end(What::AccountDisabled, "disabled")
}

pub(crate) async fn enable(deed: Deed) -> Result<Response, PageError> {
    let Deed { app, person, .. } = &deed;
    let now = app.clock.now();
    app.store.set_person_active(person.id, true, now).await?;
    deed.end(What::AccountEnabled, "enabled")
}

pub(crate) async fn log_out(deed: Deed) -> Result<Response, PageError> {
    let Deed { app, person, .. } = &deed;
    app.store.log_person_out(person.id, app.clock.now()).await?;
    deed.end(What::AllLoggedOut, "logged-out")
}

pub(crate) async fn send_link(deed: Deed) -> Result<Response, PageError> {
    let Deed { app, person, .. } = &deed;
    if !person.is_active {
        return Err(PageError::BadRequest("the account is disabled"));
    }
    let flow = app.magic_link.flow();
    flow.send_link(person, deed.visit.languages()).await?;
    deed.end(What::LoginLinkSent, "sent")
}

async fn find(app: &App, id: &str) -> Result<Person, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let found = app.store.find_person(id).await?;
    found.ok_or(PageError::NotFound)
}
