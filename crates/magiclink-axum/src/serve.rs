//! What happens around every request: before the router sees it, and before the answer leaves.

use std::{
    convert::Infallible,
    net::SocketAddr,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    body::Body,
    extract::{ConnectInfo, Request},
    http::{HeaderMap, HeaderValue, Method, header},
    response::{IntoResponse as _, Response},
};
use futures_util::FutureExt as _;
use magiclink::{bearer::Bearer, secret::RandomError};
use minijinja::context;
use tower::{Layer, Service};
use tracing::{Instrument as _, Level};

use crate::{
    headers, hex,
    host::Allowed,
    page_error::{PageError, seconds},
    visit::Visit,
    web::Web,
};

/// Goes around every service of a router: see [`Serve`].
#[derive(Clone, Debug)]
pub(crate) struct ServeLayer(pub(crate) Arc<Web>);

impl<S> Layer<S> for ServeLayer {
    type Service = Serve<S>;

    fn layer(&self, inner: S) -> Serve<S> {
        let web = Arc::clone(&self.0);
        Serve { web, inner }
    }
}

/// Checks the host, makes the [`Visit`], catches a panic, and finishes the answer.
#[derive(Clone, Debug)]
pub(crate) struct Serve<S> {
    web: Arc<Web>,
    inner: S,
}

impl<S> Service<Request> for Serve<S>
where
    S: Service<Request, Response = Response, Error = Infallible, Future: Send + 'static>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let (path, method) = (request.uri().path(), request.method());
        let span = tracing::info_span!("request", %method, path);
        let visit = Visit::new(Arc::clone(&self.web), &request);
        let wants_html = accepts_html(request.headers());
        let is_head = *method == Method::HEAD;
        let inner = check_host(&self.web, &mut request).map(|()| {
            request.extensions_mut().insert(visit.clone());
            catch_unwind(AssertUnwindSafe(|| self.inner.call(request)))
        });
        let answer = async move {
            let answer = match inner {
                Ok(Ok(future)) => AssertUnwindSafe(future).catch_unwind().await,
                Ok(Err(panic)) => Err(panic),
                Err(error) => Ok(Ok(error.into_response())),
            };
            let answer = match answer {
                Ok(Ok(answer)) => answer,
                Ok(Err(never)) => match never {},
                Err(_) => PageError::internal("a handler panicked").into_response(),
            };
            Ok(finish(&visit, answer, wants_html, is_head))
        };
        Box::pin(answer.instrument(span))
    }
}

/// Writes the page of an error, and what the visit has decided to send along.
fn finish(visit: &Visit, answer: Response, wants_html: bool, is_head: bool) -> Response {
    let mut answer = with_page(visit, answer, wants_html);
    let is_https = visit.web().base_url.is_https();
    visit.outgoing().write(answer.headers_mut(), is_https);
    if is_head {
        *answer.body_mut() = Body::empty();
    }
    tracing::debug!(status = answer.status().as_u16(), "answered");
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
    // What is not logged has no line to be found by, and needs no random number.
    let what = error.what();
    let is_logged =
        what.is_none() && (error.status().is_server_error() || tracing::enabled!(Level::DEBUG));
    let reference = if is_logged {
        reference()
    } else {
        Ok(String::new())
    };
    let reference = reference.unwrap_or_default();
    match what {
        Some(what) => visit.tell(&visit.event(what)),
        None => error.log(&reference),
    }
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
    if let PageError::Limited { wait, .. } = error {
        return visit.page("pages/limited.html", context! { seconds => seconds(*wait) });
    }
    match visit.fixed_page(key) {
        Some(page) => Ok(page),
        None => visit.page("pages/error.html", context! { key, reference }),
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
