//! The router, made from the table of routes.

use std::time::Duration;

use axum::{
    Router,
    http::StatusCode,
    routing::{MethodRouter, get, post},
};
use tower_http::timeout::TimeoutLayer;

use crate::{
    app::App,
    pages::{all_links, audit, links, mails, new_link, new_person, people, person},
    routes::Route,
    server::{dev_mail, doctor, health},
};

/// How long an answer may take, with the form that the request brings.
const LONGEST: Duration = Duration::from_secs(10);

/// The program's own pages; those of the login are in [`MagicLink::mount`](magiclink_axum::MagicLink::mount).
pub(crate) fn router(app: &App) -> Router {
    let (mut plain, mut pages) = (Router::new(), Router::new());
    for route in Route::ALL {
        match handlers(route, app) {
            // Whatever watches the server reads no HTML.
            Some(handlers) if route.path().starts_with("/health/") => {
                plain = plain.route(route.path(), handlers);
            }
            Some(handlers) => pages = pages.route(route.path(), handlers),
            None => {}
        }
    }
    let pages = pages.layer(TimeoutLayer::with_status_code(
        StatusCode::REQUEST_TIMEOUT,
        LONGEST,
    ));
    plain.merge(app.magic_link.protect(pages))
}

/// What a route does; `None` if there is no such page with this configuration.
fn handlers(route: Route, app: &App) -> Option<MethodRouter> {
    let handlers = match route {
        Route::Live => get(health::live),
        Route::Ready => get(health::ready),
        Route::Doctor => get(doctor::answer),
        Route::DevMails | Route::DevMail | Route::DevMailHtml | Route::DevMailStyle => {
            return Some(dev_mail::handlers(route)?.with_state(app.inbox.clone()?));
        }
        // Without a folder that is served there is nothing to share.
        Route::Links
        | Route::NewLink
        | Route::CopyScript
        | Route::RevokeLink
        | Route::RevokeLinks
        | Route::AllLinks
        | Route::RevokeAnyLink
            if app.sites.is_empty() =>
        {
            return None;
        }
        Route::Links => get(links::show),
        Route::NewLink => get(new_link::show).post(new_link::submit),
        Route::CopyScript => get(new_link::copy_script),
        Route::RevokeLink => post(links::revoke),
        Route::RevokeLinks => post(links::revoke_all),
        Route::AllLinks => get(all_links::show),
        Route::RevokeAnyLink => post(all_links::revoke),
        Route::Accounts => get(people::show),
        Route::NewAccount => get(new_person::show).post(new_person::submit),
        Route::Account => get(person::show),
        Route::DisableAccount => post(person::disable),
        Route::EnableAccount => post(person::enable),
        Route::LogAccountOut => post(person::log_out),
        Route::SendLoginLink => post(person::send_link),
        Route::Mails => get(mails::show),
        Route::RetryMail => post(mails::retry),
        Route::DropMail => post(mails::drop),
        Route::Audit => get(audit::show),
    };
    Some(handlers.with_state(app.clone()))
}
