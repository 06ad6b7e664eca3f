//! Who may see the pages for admins, and do what is dangerous there.

use std::time::Duration;

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse as _, Response},
};
use magiclink::{
    email::Email,
    event::{Actor, What},
    person::{People, Person},
    primary_key::AccountKey,
    session::Session,
};
use magiclink_axum::{CurrentAccount, PageError, Visit, minijinja::context};

use crate::{app::App, routes::Route};

/// How long after logging in what is dangerous may be done.
pub(crate) const RECENT: Duration = Duration::from_mins(20);

/// An admin who is logged in. Nobody else gets further: other accounts are refused, and who is not
/// logged in is sent to the login page.
pub(crate) struct Admin {
    pub(crate) account: Person,
    session: Session,
}

impl Admin {
    /// Whether the login is recent enough for what is dangerous.
    pub(crate) fn is_recent(&self, app: &App) -> bool {
        app.clock.now() <= self.session.created.saturating_add(RECENT)
    }

    /// Who did it, as events name them.
    pub(crate) fn actor(&self) -> Actor<'_> {
        Actor::Admin {
            account: &self.session.account,
            email: &self.account.email,
        }
    }

    /// Tells what the admin has done to an account.
    pub(crate) fn tell(
        &self,
        visit: &Visit,
        person: &Person,
        what: What<'_>,
    ) -> Result<(), PageError> {
        let key = key_of(person)?;
        let event = visit.event(what).of(&key).with_email(&person.email);
        visit.tell(&event.by(self.actor()));
        Ok(())
    }

    /// The admin's address, as it may stand in the log.
    pub(crate) fn masked(&self) -> String {
        Email::mask_text(&self.account.email)
    }
}

impl FromRequestParts<App> for Admin {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let current =
            <CurrentAccount<People> as FromRequestParts<App>>::from_request_parts(parts, app)
                .await?;
        if !current.account.is_admin {
            return Err(PageError::Forbidden);
        }
        Ok(Self {
            account: current.account,
            session: current.session,
        })
    }
}

/// What other tables know an account by.
pub(crate) fn key_of(person: &Person) -> Result<AccountKey, PageError> {
    AccountKey::of(&person.id).ok_or_else(|| PageError::internal("a key too long"))
}

/// An admin who has logged in a short while ago, for what nobody is to do on a computer that was left
/// open. Any other admin gets a page that leads to the login page and back.
pub(crate) struct RecentAdmin(pub(crate) Admin);

impl FromRequestParts<App> for RecentAdmin {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let admin = Admin::from_request_parts(parts, app).await;
        let admin = admin.map_err(PageError::into_response)?;
        if admin.is_recent(app) {
            return Ok(Self(admin));
        }
        let visit = Visit::from_request_parts(parts, app).await;
        let page = visit.and_then(|visit| log_in_again(app, &visit, &admin, parts));
        let page = page.map_err(PageError::into_response)?;
        Err((StatusCode::FORBIDDEN, page).into_response())
    }
}

fn log_in_again(
    app: &App,
    visit: &Visit,
    admin: &Admin,
    parts: &Parts,
) -> Result<Response, PageError> {
    tracing::debug!(
        admin.email = admin.masked(),
        "the login is not recent enough"
    );
    visit.page(
        "pages/log-in-again.html",
        context! {
            navigation => app.magic_link.navigation(&admin.account, ""),
            log_in_url => app.magic_link.log_in_path(&page_of(parts)),
        },
    )
}

/// The page that the form was on, as the browser tells; the login page checks that it is one of this
/// site.
fn page_of(parts: &Parts) -> String {
    let referer = parts.headers.get(header::REFERER);
    let referer = referer.and_then(|value| value.to_str().ok());
    let path = referer.and_then(|text| {
        let rest = text.split_once("://")?.1;
        rest.find('/').map(|start| rest[start..].to_owned())
    });
    path.unwrap_or_else(|| Route::Accounts.path().to_owned())
}
