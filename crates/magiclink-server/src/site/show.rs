//! Who may see a file: whoever is logged in, and whoever has a private link that opens it.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    http::{Method, StatusCode, request::Parts},
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::person::People;
use magiclink_axum::{Access, MagicLink, PageError, PrivatePage, Visit, minijinja::context};

use crate::site::{
    SitePath, Sites, Target,
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
    for file in sites.covered() {
        let file = file.display();
        tracing::warn!("{file} is not served: its path is one of magiclink's own");
    }
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
    if served.pages.current(&visit).await?.is_some() {
        return by_account(&served, &path, &request).await;
    }
    if is_read(&request.method)
        && let Some(answer) = by_link(&served, &visit, &path, &request).await?
    {
        return Ok(answer);
    }
    if visit.is_click() {
        let wanted = request.uri.path_and_query();
        let wanted = wanted.map_or("/", |wanted| wanted.as_str());
        return Err(PageError::Anonymous(served.pages.log_in_path(wanted)));
    }
    unauthorized(&visit)
}

/// What somebody gets who is logged in, with a private link or without.
async fn by_account(
    served: &Served,
    path: &SitePath,
    request: &Parts,
) -> Result<Response, PageError> {
    if !is_read(&request.method) {
        return Err(PageError::Method);
    }
    // The token of a private link opens nothing more, and is not to stay in the address.
    let clean = served.pages.without_token(&request.uri);
    if request
        .uri
        .path_and_query()
        .is_some_and(|whole| whole.as_str() != clean)
    {
        return Ok(Redirect::to(&clean).into_response());
    }
    answer::show(&served.sites, path, Viewer::Account, request).await
}

/// What somebody gets who has a private link for the page, or has opened one; `None` without any.
async fn by_link(
    served: &Served,
    visit: &Visit,
    path: &SitePath,
    request: &Parts,
) -> Result<Option<Response>, PageError> {
    let scopes: Vec<_> = Target::all_that_open(path)
        .map(|target| target.scope())
        .collect();
    let page = PrivatePage {
        method: &request.method,
        uri: &request.uri,
        scopes: &scopes,
        is_covered: &|link| Target::of_scope(&link.scope).is_some_and(|target| target.opens(path)),
    };
    match served.pages.private_page(visit, &page).await? {
        Access::Opened(_) => {
            let answer = answer::show(&served.sites, path, Viewer::Guest, request).await?;
            Ok(Some(answer))
        }
        Access::Answer(answer) => Ok(Some(answer)),
        Access::Nobody => Ok(None),
    }
}

/// Files are only read.
fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// What loads a part of a page, or sends something, cannot log in.
fn unauthorized(visit: &Visit) -> Result<Response, PageError> {
    let page = visit.page(
        "pages/error.html",
        context! { key => "site-anonymous", reference => "" },
    )?;
    Ok((StatusCode::UNAUTHORIZED, page).into_response())
}
