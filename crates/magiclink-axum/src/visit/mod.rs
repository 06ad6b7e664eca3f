//! One request, as the pages see it.

mod keep;
mod page;
mod tell;

use std::{net::SocketAddr, sync::Arc};

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use magiclink::{bearer::Bearer, client::Client, token::TokenId};

use crate::{
    browser::Browser,
    cookie_header,
    cookies::{Cookie, link_prefix},
    language::{Language, accepted},
    login_cookie::LoginCookie,
    navigation,
    outgoing::Outgoing,
    page_error::PageError,
    web::Web,
};

/// How many cookies of private links are looked at.
const MOST_LINKS: usize = 8;

/// One request: who it comes from, in which language, and what goes back with the answer.
///
/// [`MagicLink::mount`](crate::MagicLink::mount) makes it; a handler takes it as an argument.
#[derive(Clone, Debug)]
pub struct Visit(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    web: Arc<Web>,
    client: Client,
    languages: Vec<String>,
    language: Language,
    is_click: bool,
    session: Option<Bearer>,
    login: Option<LoginCookie>,
    form: Option<Bearer>,
    links: Vec<(TokenId, Bearer)>,
    outgoing: Outgoing,
}

impl Visit {
    pub(crate) fn new(web: Arc<Web>, request: &Request) -> Self {
        let headers = request.headers();
        let languages = accepted(headers);
        let is_https = web.base_url.is_https();
        let cookie = |cookie: Cookie| cookie_header::find(headers, &cookie.name(is_https));
        Self(Arc::new(Inner {
            client: client(&web, request),
            language: Language::choose(&languages),
            languages,
            is_click: navigation::is_click(request.method(), headers),
            session: cookie(Cookie::Session).and_then(Bearer::parse),
            login: cookie(Cookie::Login).and_then(LoginCookie::parse),
            form: cookie(Cookie::Form).and_then(Bearer::parse),
            links: opened_links(headers, is_https),
            outgoing: Outgoing::default(),
            web,
        }))
    }

    /// The browser: its address, behind any trusted proxy, and its name.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.0.client
    }

    /// The tag of the language that the visitor reads, of those that there are texts in: `en`.
    #[must_use]
    pub fn language(&self) -> &'static str {
        self.0.language.tag
    }

    /// The languages that the visitor reads, the best first.
    #[must_use]
    pub fn languages(&self) -> &[String] {
        &self.0.languages
    }

    pub(crate) fn web(&self) -> &Arc<Web> {
        &self.0.web
    }

    pub(crate) fn outgoing(&self) -> &Outgoing {
        &self.0.outgoing
    }

    /// Whether the request loads a page into a tab, as a click does: not a script, a frame, an image or
    /// a guess of the browser at what will be clicked next.
    #[must_use]
    pub fn is_click(&self) -> bool {
        self.0.is_click
    }

    pub(crate) fn session(&self) -> Option<&Bearer> {
        self.0.session.as_ref()
    }

    pub(crate) fn login(&self) -> Option<&LoginCookie> {
        self.0.login.as_ref()
    }

    /// What the browser holds of the private links that it has opened.
    pub(crate) fn links(&self) -> &[(TokenId, Bearer)] {
        &self.0.links
    }

    /// The language of its pages.
    pub(crate) fn texts(&self) -> Language {
        self.0.language
    }
}

/// The private links that a browser says to have opened; each is looked at in the store, so only so many.
fn opened_links(headers: &HeaderMap, is_https: bool) -> Vec<(TokenId, Bearer)> {
    cookie_header::beginning_with(headers, link_prefix(is_https))
        .filter_map(|(id, value)| Some((id.parse().ok()?, Bearer::parse(value)?)))
        .take(MOST_LINKS)
        .collect()
}

fn client(web: &Web, request: &Request) -> Client {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    if peer.is_none() {
        web.addresses_missed.call_once(|| {
            tracing::warn!(
                "the addresses of clients are not known, so they share one limit: \
                 serve with `into_make_service_with_connect_info`"
            );
        });
    }
    let headers: &HeaderMap = request.headers();
    let agent = headers.get(header::USER_AGENT).map(HeaderValue::to_str);
    let browser = agent.and_then(Result::ok).and_then(Browser::of_user_agent);
    Client {
        address: peer.map(|ConnectInfo(peer)| web.proxies.client_address(peer.ip(), headers)),
        browser: browser
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, PageError> {
        let visit = parts.extensions.get::<Self>();
        visit
            .cloned()
            .ok_or_else(|| PageError::internal("the router is not in `MagicLink::mount`"))
    }
}
