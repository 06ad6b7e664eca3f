//! Whom a private link is from.

use std::{fmt, marker::PhantomData, time::Duration};

use axum::{
    extract::{FromRef, FromRequestParts, OptionalFromRequestParts, Path},
    http::request::Parts,
};
use magiclink::{scope::Private, store::AccountStore};
use serde::de::DeserializeOwned;

use crate::{
    accounts::Accounts, link_token::LinkToken, magic_link::MagicLink, page_error::PageError,
    visit::Visit,
};

/// What the private links of a route are for.
pub trait LinkScope: Send + Sync + 'static {
    /// The parameters in the path of the route, as for [`Path`].
    type Path: DeserializeOwned + Send;

    /// How old a token may be, in place of the settings.
    const MAX_AGE: Option<Duration> = None;

    /// Whether the token decides even where somebody is logged in. If not, it is looked at only where
    /// nobody is.
    const OVERRIDES: bool = true;

    /// The scope that a token must have on this path.
    fn scope(path: Self::Path) -> Private;
}

/// The account whose private link was opened: it opens one thing and logs nobody in.
///
/// As an argument of a handler it refuses whoever comes without a good token;
/// `Option<Authenticated<…>>` lets everybody in. For what it does not do there is
/// [`LinkToken`].
///
/// ```
/// use magiclink::{person::People, scope::{Namespace, Private}};
/// use magiclink_axum::{Authenticated, LinkScope};
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
/// async fn share(shared: Authenticated<People, Booking>) -> String {
///     format!("A booking of {}", shared.account.email)
/// }
/// ```
pub struct Authenticated<A: AccountStore, L> {
    /// The account.
    pub account: A::Account,
    scope: PhantomData<fn() -> L>,
}

impl<A: AccountStore, L> fmt::Debug for Authenticated<A, L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Authenticated")
            .finish_non_exhaustive()
    }
}

impl<A, L, S> FromRequestParts<S> for Authenticated<A, L>
where
    A: Accounts,
    L: LinkScope,
    MagicLink<A>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let magic_link = MagicLink::<A>::from_ref(state);
        if !L::OVERRIDES {
            let visit = Visit::from_request_parts(parts, state).await?;
            if let Some(current) = magic_link.current(&visit).await? {
                return Ok(Self {
                    account: current.account,
                    scope: PhantomData,
                });
            }
        }
        let token = LinkToken::from_request_parts(parts, state).await?;
        let scope = scope_of::<L, S>(parts, state).await?;
        Self::by(&magic_link, &scope, &token).await
    }
}

impl<A: Accounts, L: LinkScope> Authenticated<A, L> {
    /// Checks a token by itself, without a row.
    pub(crate) async fn by(
        magic_link: &MagicLink<A>,
        scope: &Private,
        token: &LinkToken,
    ) -> Result<Self, PageError> {
        let mut tokens = magic_link.tokens().scope(scope);
        if let Some(max_age) = L::MAX_AGE {
            tokens = tokens.max_age(max_age);
        }
        let verified = tokens
            .authenticate(token.expose(), magic_link.flow().accounts())
            .await?;
        Ok(Self {
            account: verified.into_account(),
            scope: PhantomData,
        })
    }
}

/// The scope that a token must have on the path of this request.
pub(crate) async fn scope_of<L: LinkScope, S: Send + Sync>(
    parts: &mut Parts,
    state: &S,
) -> Result<Private, PageError> {
    let path = <Path<L::Path> as FromRequestParts<S>>::from_request_parts(parts, state).await;
    let Path(path) = path.map_err(|_| PageError::NotFound)?;
    Ok(L::scope(path))
}

impl<A, L, S> OptionalFromRequestParts<S> for Authenticated<A, L>
where
    A: Accounts,
    L: LinkScope,
    MagicLink<A>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, PageError> {
        match <Self as FromRequestParts<S>>::from_request_parts(parts, state).await {
            Ok(found) => Ok(Some(found)),
            Err(PageError::PrivateRefused(reason)) => {
                Visit::tell_refused(parts, reason);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}
