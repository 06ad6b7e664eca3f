//! Whom a private link is from, registered or not.

use std::{fmt, marker::PhantomData};

use axum::{
    extract::{FromRef, FromRequestParts, OptionalFromRequestParts, OriginalUri},
    http::request::Parts,
    response::{IntoResponse as _, Response},
};
use magiclink::{
    event::Reason,
    link::Link,
    scope::{Private, Scope as _},
    store::AccountStore,
};

use crate::{
    accounts::Accounts,
    authenticated::{Authenticated, LinkScope, scope_of},
    link_token::LinkToken,
    magic_link::MagicLink,
    page_error::PageError,
    private_page::{Access, PrivatePage},
    visit::Visit,
};

/// The account whose private link was opened, whether a row is kept of it or not: it opens one thing and
/// logs nobody in.
///
/// As [`Authenticated`], and takes registered links ([`MagicLink::links`]), too: their tokens are exchanged
/// for a cookie and a clean URL, as [`MagicLink::private_page`] says.
///
/// ```
/// use magiclink::{person::People, scope::{Namespace, Private}};
/// use magiclink_axum::{LinkScope, Shared};
///
/// const BOOKING: Namespace = Namespace::from_static("booking");
///
/// struct Booking;
///
/// impl LinkScope for Booking {
///     type Path = i64;
///
///     fn scope(id: i64) -> Private {
///         BOOKING.scope(id)
///     }
/// }
///
/// // At `/booking/{id}/share/`:
/// async fn share(shared: Shared<People, Booking>) -> String {
///     format!("A booking of {}", shared.account.email)
/// }
/// ```
pub struct Shared<A: AccountStore, L> {
    /// The account.
    pub account: A::Account,
    /// The link, if it is a registered one.
    pub link: Option<Link>,
    scope: PhantomData<fn() -> L>,
}

impl<A: AccountStore, L> fmt::Debug for Shared<A, L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Shared")
            .field("link", &self.link)
            .finish_non_exhaustive()
    }
}

impl<A, L, S> FromRequestParts<S> for Shared<A, L>
where
    A: Accounts,
    L: LinkScope,
    MagicLink<A>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        match find(parts, state).await {
            Ok(Ok(found)) => Ok(found),
            Ok(Err(answer)) => Err(answer),
            Err(error) => Err(error.into_response()),
        }
    }
}

impl<A, L, S> OptionalFromRequestParts<S> for Shared<A, L>
where
    A: Accounts,
    L: LinkScope,
    MagicLink<A>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Response> {
        match find(parts, state).await {
            Ok(Ok(found)) => Ok(Some(found)),
            Ok(Err(answer)) => Err(answer),
            Err(PageError::PrivateRefused(reason)) => {
                Visit::tell_refused(parts, reason);
                Ok(None)
            }
            Err(error) => Err(error.into_response()),
        }
    }
}

/// Finds the account; or the answer that the visitor gets first.
async fn find<A, L, S>(
    parts: &mut Parts,
    state: &S,
) -> Result<Result<Shared<A, L>, Response>, PageError>
where
    A: Accounts,
    L: LinkScope,
    MagicLink<A>: FromRef<S>,
    S: Send + Sync,
{
    let magic_link = MagicLink::<A>::from_ref(state);
    let visit = Visit::from_request_parts(parts, state).await?;
    let shared = |account, link| Shared {
        account,
        link,
        scope: PhantomData,
    };
    if !L::OVERRIDES
        && let Some(current) = magic_link.current(&visit).await?
    {
        return Ok(Ok(shared(current.account, None)));
    }
    let scope = scope_of::<L, S>(parts, state).await?;
    let token = LinkToken::from_request_parts(parts, state).await?;
    if magic_link.tokens().decode(token.expose(), &scope).is_ok() {
        let found = Authenticated::<A, L>::by(&magic_link, &scope, &token).await?;
        return Ok(Ok(shared(found.account, None)));
    }
    match visit_page::<A, L>(&magic_link, &visit, parts, &scope).await? {
        Access::Opened(opened) => Ok(Ok(shared(opened.account, Some(opened.link)))),
        Access::Answer(answer) => Ok(Err(answer)),
        Access::Nobody => Err(PageError::PrivateRefused(Reason::NO_LINK)),
    }
}

async fn visit_page<A: Accounts, L: LinkScope>(
    magic_link: &MagicLink<A>,
    visit: &Visit,
    parts: &Parts,
    scope: &Private,
) -> Result<Access<A::Account>, PageError> {
    let now = visit.web().clock.now();
    let is_young = |link: &Link| {
        let end = L::MAX_AGE.map(|max_age| link.created.saturating_add(max_age));
        end.is_none_or(|end| now < end)
    };
    let original = parts.extensions.get::<OriginalUri>();
    let page = PrivatePage {
        method: &parts.method,
        uri: original.map_or(&parts.uri, |OriginalUri(uri)| uri),
        scopes: std::slice::from_ref(scope),
        is_covered: &|link| link.scope == scope.text() && is_young(link),
    };
    magic_link.private_page(visit, &page).await
}
