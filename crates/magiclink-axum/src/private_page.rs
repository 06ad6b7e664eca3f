//! Pages that registered private links open.

use axum::{
    http::{Method, Uri},
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::{
    event::{Reason, What},
    link::{Link, Needs, Opened, Pending, Unlocked},
    next::Next,
    scope::Private,
};

use crate::{
    accounts::Accounts,
    magic_link::MagicLink,
    page_error::PageError,
    query::{Pairs, without_token},
    views::open_link::Question,
    visit::Visit,
};

/// A page that registered private links may open.
#[derive(Clone, Copy)]
pub struct PrivatePage<'p> {
    /// The method of the request. A token is looked at only with GET and HEAD.
    pub method: &'p Method,
    /// The URL as the browser has it; in nested routers that is axum's `OriginalUri`.
    pub uri: &'p Uri,
    /// What a token in the URL may be for, a few at most.
    pub scopes: &'p [Private],
    /// Whether a link opens this page, for links that the browser has opened already.
    pub is_covered: &'p (dyn Fn(&Link) -> bool + Send + Sync),
}

impl std::fmt::Debug for PrivatePage<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut debug = formatter.debug_struct("PrivatePage");
        debug.field("method", self.method);
        debug.field("path", &self.uri.path());
        debug.field("scopes", &self.scopes).finish_non_exhaustive()
    }
}

/// What a visitor of a private page gets.
#[derive(Debug)]
pub enum Access<A> {
    /// The page: the browser has opened a link that covers it. Nobody is logged in by that.
    Opened(Opened<A>),
    /// This answer in place of the page: the way to the same URL without the token, or the page that asks
    /// for a confirmation or for the passphrase.
    Answer(Response),
    /// What somebody without a link gets.
    Nobody,
}

impl<A: Accounts> MagicLink<A> {
    /// Lets registered private links open a page.
    ///
    /// A token in the URL is exchanged for a cookie, for the path of the page and what is below it, and for
    /// the URL without the token; everything else in the query stays. Where each opening counts or a
    /// passphrase is needed, a page asks first. What only loads ahead, and HEAD, count nothing.
    ///
    /// With the cookie the link and its account are read again on each request. Answers behind a link
    /// are kept out of caches and search engines, and other sites do not learn their URL.
    ///
    /// ```
    /// use axum::{extract::{Request, State}, http::StatusCode, response::{IntoResponse, Response}};
    /// use magiclink::{person::People, scope::{Namespace, Scope as _}};
    /// use magiclink_axum::{Access, MagicLink, PageError, PrivatePage, Visit};
    ///
    /// const PAGE: Namespace = Namespace::from_static("page");
    ///
    /// async fn serve(
    ///     State(magic_link): State<MagicLink<People>>,
    ///     visit: Visit,
    ///     request: Request,
    /// ) -> Result<Response, PageError> {
    ///     let scope = PAGE.scope(request.uri().path());
    ///     let page = PrivatePage {
    ///         method: request.method(),
    ///         uri: request.uri(),
    ///         scopes: std::slice::from_ref(&scope),
    ///         is_covered: &|link| link.scope == scope.text(),
    ///     };
    ///     match magic_link.private_page(&visit, &page).await? {
    ///         Access::Opened(opened) => Ok(format!("From {}", opened.account.email).into_response()),
    ///         Access::Answer(answer) => Ok(answer),
    ///         Access::Nobody => Ok(StatusCode::NOT_FOUND.into_response()),
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// The link is refused, its URL has two tokens, or the store failed.
    pub async fn private_page(
        &self,
        visit: &Visit,
        page: &PrivatePage<'_>,
    ) -> Result<Access<A::Account>, PageError> {
        let pairs = Pairs::read(page.uri.query().unwrap_or_default().as_bytes());
        let token = pairs.one(&visit.web().token_name)?;
        let is_read = matches!(*page.method, Method::GET | Method::HEAD);
        match token.filter(|_| is_read) {
            Some(token) => Ok(Access::Answer(self.follow(visit, page, token).await?)),
            None => self.go_on(visit, page).await,
        }
    }

    async fn follow(
        &self,
        visit: &Visit,
        page: &PrivatePage<'_>,
        token: &str,
    ) -> Result<Response, PageError> {
        visit.outgoing().had_token();
        let held = |id| {
            let mut links = visit.links().iter();
            let found = links.find(|(held, _)| *held == id);
            found.map(|(_, bearer)| bearer.clone())
        };
        let pending = self.links().look_at(token, page.scopes, held).await?;
        if !(page.is_covered)(pending.link()) {
            return Err(PageError::PrivateRefused(Reason::OTHER_PAGE));
        }
        let clean = without_token(page.uri, &visit.web().token_name);
        let next = Next::parse(&clean, &visit.web().base_url)
            .map_err(|_| PageError::BadRequest("a URL that nobody can be sent to"))?;
        if pending.needs() == Needs::Nothing && visit.is_click() {
            return self.let_in(visit, pending, None, &next).await;
        }
        let question = Question {
            pending: &pending,
            token,
            next: &next,
        };
        question.ask(visit, None)
    }

    /// Opens a link, has the browser keep that, and sends it to the page.
    pub(crate) async fn let_in(
        &self,
        visit: &Visit,
        pending: Pending<A::Account>,
        unlocked: Option<Unlocked>,
        next: &Next,
    ) -> Result<Response, PageError> {
        let (opened, bearer) = self.links().open(pending, unlocked).await?;
        if let Some(bearer) = bearer {
            let path = next.as_str().split(['?', '#']).next().unwrap_or_default();
            visit.keep_link(&bearer, &opened.opening, path);
            let (link, uses) = (opened.link.id, opened.link.uses);
            let event = visit.event(What::LinkOpened { link, uses });
            visit.tell(&event.of(&opened.link.account));
        }
        Ok(Redirect::to(next.as_str()).into_response())
    }

    async fn go_on(
        &self,
        visit: &Visit,
        page: &PrivatePage<'_>,
    ) -> Result<Access<A::Account>, PageError> {
        for (_, bearer) in visit.links() {
            let found = self.links().find(bearer).await?;
            if let Some(opened) = found.filter(|opened| (page.is_covered)(&opened.link)) {
                visit.outgoing().had_token();
                return Ok(Access::Opened(opened));
            }
        }
        Ok(Access::Nobody)
    }
}
