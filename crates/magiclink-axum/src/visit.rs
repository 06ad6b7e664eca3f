//! One request, as the pages see it.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{Html, IntoResponse, Response},
};
use magiclink::{
    bearer::{Bearer, Digest},
    client::Client,
    secret::RandomError,
};
use minijinja::{Value, context};

use crate::{
    browser::Browser,
    cookie_header,
    cookies::{Cookie, SetCookie},
    headers::FOR_FORMS,
    language::{Language, accepted},
    login_cookie::LoginCookie,
    navigation,
    outgoing::Outgoing,
    page_error::PageError,
    web::Web,
};

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
    outgoing: Outgoing,
}

impl Visit {
    pub(crate) fn new(web: Arc<Web>, request: &Request) -> Self {
        let headers = request.headers();
        let languages = accepted(headers);
        let cookie =
            |cookie: Cookie| cookie_header::find(headers, cookie.name(web.base_url.is_https()));
        Self(Arc::new(Inner {
            client: client(&web, request),
            language: Language::choose(&languages),
            languages,
            is_click: navigation::is_click(request.method(), headers),
            session: cookie(Cookie::Session).and_then(Bearer::parse),
            login: cookie(Cookie::Login).and_then(LoginCookie::parse),
            form: cookie(Cookie::Form).and_then(Bearer::parse),
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

    /// What a form must send along in a hidden field called `form_token`; [`Form`](crate::Form) checks
    /// it. The answer sets the cookie that it belongs to.
    ///
    /// # Errors
    ///
    /// The operating system has no randomness to give.
    pub fn form_token(&self) -> Result<String, RandomError> {
        let set = self
            .0
            .outgoing
            .value(Cookie::Form)
            .and_then(|value| Bearer::parse(&value));
        let bearer = match set.or_else(|| self.0.form.clone()) {
            Some(bearer) => bearer,
            None => self.renew_form()?,
        };
        Ok(form_token(&bearer, self.session_after().as_ref()))
    }

    /// Whether a form token belongs to this browser and to who is logged in with it.
    pub(crate) fn is_own_form(&self, token: &str) -> bool {
        let expected = self
            .0
            .form
            .as_ref()
            .map(|form| form_token(form, self.0.session.as_ref()));
        // Comparing digests tells nothing about the text that was expected.
        let digest = |text: &str| Digest::of(&[text.as_bytes()]);
        expected.is_some_and(|expected| digest(&expected).matches(&digest(token)))
    }

    /// The session after this request: what is being set, or what came.
    fn session_after(&self) -> Option<Bearer> {
        match self.0.outgoing.value(Cookie::Session) {
            Some(value) => Bearer::parse(&value),
            None => self.0.session.clone(),
        }
    }

    fn renew_form(&self) -> Result<Bearer, RandomError> {
        let bearer = Bearer::random()?;
        let (cookie, value) = (Cookie::Form, bearer.expose());
        self.0.outgoing.set(SetCookie {
            cookie,
            value,
            max_age: None,
        });
        Ok(bearer)
    }

    pub(crate) fn web(&self) -> &Arc<Web> {
        &self.0.web
    }

    pub(crate) fn outgoing(&self) -> &Outgoing {
        &self.0.outgoing
    }

    pub(crate) fn is_click(&self) -> bool {
        self.0.is_click
    }

    pub(crate) fn session(&self) -> Option<&Bearer> {
        self.0.session.as_ref()
    }

    pub(crate) fn login(&self) -> Option<&LoginCookie> {
        self.0.login.as_ref()
    }

    /// Has the browser remember who is logged in. Forms that were written before no longer count.
    pub(crate) fn log_in(&self, bearer: &Bearer, max_age: Duration) -> Result<(), RandomError> {
        self.keep_session(bearer, max_age);
        if self.0.login.is_some() {
            self.0.outgoing.set(SetCookie::delete(Cookie::Login));
        }
        self.renew_form().map(drop)
    }

    pub(crate) fn keep_session(&self, bearer: &Bearer, max_age: Duration) {
        let (cookie, value) = (Cookie::Session, bearer.expose());
        self.0.outgoing.set(SetCookie {
            cookie,
            value,
            max_age: Some(max_age),
        });
    }

    /// Has the browser forget who is logged in. Forms that were written before no longer count.
    pub(crate) fn log_out(&self) -> Result<(), RandomError> {
        self.0.outgoing.set(SetCookie::delete(Cookie::Session));
        self.renew_form().map(drop)
    }

    /// Has the browser remember that it has asked for a login link.
    pub(crate) fn remember_asking(&self, login: &LoginCookie, max_age: Duration) {
        let (cookie, value) = (Cookie::Login, login.expose());
        self.0.outgoing.set(SetCookie {
            cookie,
            value,
            max_age: Some(max_age),
        });
    }

    /// A page without a form.
    pub(crate) fn page(&self, name: &str, values: Value) -> Result<Response, PageError> {
        let written = self.0.web.pages.write(name, self.0.language, values);
        Ok(Html(written.map_err(PageError::internal)?).into_response())
    }

    /// A page with a form.
    pub(crate) fn form_page(&self, name: &str, values: Value) -> Result<Response, PageError> {
        let form_token = self.form_token()?;
        let mut page = self.page(name, context! { form_token, ..values })?;
        page.headers_mut()
            .insert(header::REFERRER_POLICY, FOR_FORMS);
        Ok(page)
    }

    /// The language of its pages.
    pub(crate) fn texts(&self) -> Language {
        self.0.language
    }
}

fn client(web: &Web, request: &Request) -> Client {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
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

/// The hidden token of forms: it belongs to one browser and to who is logged in there, so it is another
/// one after each login and logout.
fn form_token(form: &Bearer, session: Option<&Bearer>) -> String {
    let session = session.map(Bearer::digest);
    let session = session.as_ref().map_or(&[][..], |digest| digest.as_bytes());
    let digest = Digest::of(&[b"form-token", form.digest().as_bytes(), session]);
    digest
        .as_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
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
