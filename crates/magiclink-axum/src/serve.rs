//! What happens around every request: before the router sees it, and before the answer leaves.

use std::sync::Arc;

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use std::net::SocketAddr;

use magiclink::{bearer::Bearer, secret::RandomError};
use minijinja::context;

use crate::{
    headers, hex,
    host::Allowed,
    page_error::{PageError, seconds},
    visit::Visit,
    web::Web,
};

/// Checks the host, makes the [`Visit`], and finishes the answer.
pub(crate) async fn serve(
    State(web): State<Arc<Web>>,
    mut request: Request,
    next: Next,
) -> Response {
    let visit = Visit::new(Arc::clone(&web), &request);
    let wants_html = accepts_html(request.headers());
    let is_head = request.method() == Method::HEAD;
    let answer = if let Err(error) = check_host(&web, &mut request) {
        error.into_response()
    } else {
        request.extensions_mut().insert(visit.clone());
        next.run(request).await
    };
    let mut answer = with_page(&visit, answer, wants_html);
    visit
        .outgoing()
        .write(answer.headers_mut(), web.base_url.is_https());
    if is_head {
        *answer.body_mut() = axum::body::Body::empty();
    }
    answer
}

fn check_host(web: &Web, request: &mut Request) -> Result<(), PageError> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let is_proxy = peer.is_some_and(|ConnectInfo(peer)| web.proxies.contains(peer.ip()));
    let headers = request.headers();
    match web
        .hosts
        .allow(headers, request.uri(), request.version(), is_proxy)
    {
        None => Err(PageError::Host),
        Some(Allowed::AsItIs) => Ok(()),
        Some(Allowed::AsOwn) => {
            // The proxy has put its own name for us there; what comes next compares it with `Origin`.
            if let Some(own) = web.hosts.own() {
                request.headers_mut().insert(header::HOST, own);
            }
            Ok(())
        }
    }
}

/// Writes the page of an error: of this crate's own, and of a router or layer that has only a status.
fn with_page(visit: &Visit, answer: Response, wants_html: bool) -> Response {
    let known = answer.extensions().get::<Arc<PageError>>().cloned();
    let is_bare = wants_html && !answer.headers().contains_key(header::CONTENT_TYPE);
    let bare = || {
        PageError::of_status(answer.status())
            .filter(|_| is_bare)
            .map(Arc::new)
    };
    let Some(error) = known.or_else(bare) else {
        return answer;
    };
    let reference = reference().unwrap_or_default();
    error.log(&reference);
    if matches!(*error, PageError::Anonymous(_)) {
        return answer;
    }
    let page = page(visit, &error, &reference);
    let (mut parts, body) = answer.into_parts();
    let body = match page {
        Ok(page) => {
            let (page_parts, body) = page.into_parts();
            parts.headers.extend(page_parts.headers);
            body
        }
        Err(error) => {
            error.log(&reference);
            body
        }
    };
    headers::protect(&mut parts.headers, visit.web().base_url.is_https());
    Response::from_parts(parts, body)
}

fn page(visit: &Visit, error: &PageError, reference: &str) -> Result<Response, PageError> {
    let key = error.key();
    match error {
        PageError::Refused(_) | PageError::PrivateRefused(_) | PageError::CancelRefused(_) => {
            visit.page("pages/refused.html", context! { key })
        }
        PageError::Limited(wait) => {
            visit.page("pages/limited.html", context! { seconds => seconds(*wait) })
        }
        PageError::Unavailable(_) | PageError::Internal(_) => {
            visit.page("pages/error.html", context! { key, reference })
        }
        _ => visit.page("pages/error.html", context! { key, reference => "" }),
    }
}

/// A few characters by which a page and a line in the log are found together.
fn reference() -> Result<String, RandomError> {
    Ok(hex::write(&Bearer::random()?.digest().as_bytes()[..4]))
}

fn accepts_html(headers: &HeaderMap) -> bool {
    let mut lines = headers
        .get_all(header::ACCEPT)
        .into_iter()
        .map(HeaderValue::to_str);
    lines.any(|line| line.is_ok_and(|line| line.contains("text/html")))
}

/// The headers of pages that belong to the flows.
pub(crate) async fn protect(State(web): State<Arc<Web>>, request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    headers::protect(answer.headers_mut(), web.base_url.is_https());
    answer
}
