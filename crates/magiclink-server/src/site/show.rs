//! Who may see a file: whoever is logged in, and whoever has a private link that opens it.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    http::{Method, StatusCode, Uri},
    response::{IntoResponse as _, Response},
};
use magiclink::person::People;
use magiclink_axum::{MagicLink, PageError, Route, Visit, minijinja::context};
use url::form_urlencoded;

use crate::site::{
    SitePath, Sites,
    answer::{self, Viewer},
};

/// What a request for a file needs.
#[derive(Clone)]
struct Served {
    pages: MagicLink<People>,
    sites: Arc<Sites>,
}

/// Everything that no other page has taken is looked for in the folders.
pub(crate) fn routes(pages: &MagicLink<People>, sites: Sites) -> Router {
    let served = Served {
        pages: pages.clone(),
        sites: Arc::new(sites),
    };
    pages.protect(Router::new().fallback(show).with_state(served))
}

async fn show(
    State(served): State<Served>,
    visit: Visit,
    request: Request,
) -> Result<Response, PageError> {
    // The same for everybody, before anything is looked for.
    let (request, _) = request.into_parts();
    let path = SitePath::from_url(request.uri.path()).map_err(|_| PageError::NotFound)?;
    if served.sites.find(&path).is_none() {
        return Err(PageError::NotFound);
    }
    let is_reading = [Method::GET, Method::HEAD].contains(&request.method);
    match served.pages.current(&visit).await? {
        Some(_) if !is_reading => Err(PageError::Method),
        Some(_) => answer::show(&served.sites, &path, Viewer::Account, &request).await,
        None if visit.is_click() => Err(PageError::Anonymous(login(&served.pages, &request.uri))),
        None => unauthorized(&visit),
    }
}

/// The URL of the login page, from which the visitor comes back here.
fn login(pages: &MagicLink<People>, wanted: &Uri) -> String {
    let wanted = wanted
        .path_and_query()
        .map_or("/", |wanted| wanted.as_str());
    let mut query = form_urlencoded::Serializer::new(String::new());
    let query = query.append_pair("next", wanted).finish();
    format!("{}?{query}", pages.path(Route::Login))
}

/// What loads a part of a page, or sends something, cannot log in.
fn unauthorized(visit: &Visit) -> Result<Response, PageError> {
    let page = visit.page(
        "pages/error.html",
        context! { key => "site-anonymous", reference => "" },
    )?;
    Ok((StatusCode::UNAUTHORIZED, page).into_response())
}
