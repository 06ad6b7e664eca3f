//! The router, made from the table of routes, and what stands around it.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    http::StatusCode,
    middleware::map_response,
    response::{IntoResponse as _, Response},
    routing::{MethodRouter, get, post},
};
use tower::{ServiceBuilder, util::MapResponseLayer};
use tower_http::{
    csrf::{CsrfLayer, ProtectionError},
    timeout::TimeoutLayer,
};

use crate::{
    accounts::Accounts,
    headers,
    magic_link::MagicLink,
    page_error::PageError,
    routes::Route,
    serve::ServeLayer,
    views::{account, auth, cancel, code, login, logout, open_link, sent, style},
};

/// How long an answer may take, with the form that the request brings.
const LONGEST: Duration = Duration::from_secs(10);

impl<A: Accounts> MagicLink<A> {
    /// Adds the pages of the flows to a router, and puts around all of it what they rely on.
    ///
    /// Every request is checked for its host; a panic is a page; a form from another site is refused;
    /// the span of each request in the log has its path, but not its query, which may hold a token.
    #[must_use = "the pages are in the router that is returned"]
    pub fn mount<S: Clone + Send + Sync + 'static>(&self, router: Router<S>) -> Router<S> {
        let csrf = CsrfLayer::new().with_rejection_response(|_: ProtectionError| {
            PageError::Forged("the form comes from another origin").into_response()
        });
        let layers = ServiceBuilder::new()
            .layer(ServeLayer(Arc::clone(self.web())))
            .layer(csrf);
        router.merge(self.routes()).layer(layers)
    }

    /// Adds to a router's answers the headers that the pages of the flows have: nothing is loaded from
    /// elsewhere, no page is framed, kept in a cache or indexed. A header that is there already stays.
    #[must_use = "the headers are added by the router that is returned"]
    pub fn protect<S: Clone + Send + Sync + 'static>(&self, router: Router<S>) -> Router<S> {
        let is_https = self.web().base_url.is_https();
        router.layer(MapResponseLayer::new(move |mut answer: Response| {
            headers::protect(answer.headers_mut(), is_https);
            answer
        }))
    }

    fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        let path = |route| self.path(route);
        let (style, _) = self.web().pages.style();
        let mut routes = Router::new();
        for route in Route::all() {
            routes = routes.route(&path(route), handlers(route));
        }
        let routes = routes
            .layer(TimeoutLayer::with_status_code(
                StatusCode::REQUEST_TIMEOUT,
                LONGEST,
            ))
            .layer(map_response(as_page_error))
            .route(style, get(style::show))
            .with_state(self.clone());
        self.protect(routes)
    }
}

fn handlers<A: Accounts>(route: Route) -> MethodRouter<MagicLink<A>> {
    match route {
        Route::Login => get(login::show).post(login::submit),
        Route::Sent => get(sent::show),
        Route::Auth => get(auth::show).post(auth::submit),
        Route::Code => post(code::submit),
        Route::Cancel => get(cancel::show).post(cancel::submit),
        Route::Cancelled => get(cancel::show_done),
        Route::Logout => get(logout::show).post(logout::submit),
        Route::Account => get(account::show),
        Route::EndSession => post(account::end_session),
        Route::EndOthers => post(account::end_others),
        Route::OpenLink => post(open_link::submit),
    }
}

/// The pages of the flows answer with a page whatever the visitor accepts.
async fn as_page_error(mut answer: Response) -> Response {
    if answer.extensions().get::<Arc<PageError>>().is_none()
        && let Some(error) = PageError::of_status(answer.status())
        && !answer
            .headers()
            .contains_key(axum::http::header::CONTENT_TYPE)
    {
        answer.extensions_mut().insert(Arc::new(error));
    }
    answer
}
