//! Who is logged in.

use std::fmt;

use axum::{
    extract::{FromRef, FromRequestParts, OptionalFromRequestParts, OriginalUri},
    http::{Method, request::Parts},
};
use magiclink::{account::Account, primary_key::AccountKey, session::Session, store::AccountStore};

use crate::{
    accounts::Accounts, magic_link::MagicLink, page_error::PageError, routes::Route, visit::Visit,
};

/// The account that is logged in, found in the accounts `A`.
///
/// As an argument of a handler it sends whoever is not logged in to the login page, and from there back
/// to this one. `Option<CurrentAccount<A>>` lets everybody in.
pub struct CurrentAccount<A: AccountStore> {
    /// The account.
    pub account: A::Account,
    /// Its session.
    pub session: Session,
}

impl<A: AccountStore> CurrentAccount<A> {
    /// Whether it is this account that is logged in.
    pub(crate) fn is(&self, account: &A::Account) -> bool {
        AccountKey::of(&account.primary_key()).as_ref() == Some(&self.session.account)
    }
}

impl<A: AccountStore> fmt::Debug for CurrentAccount<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("CurrentAccount");
        debug
            .field("session", &self.session)
            .finish_non_exhaustive()
    }
}

impl<A, S> FromRequestParts<S> for CurrentAccount<A>
where
    A: Accounts,
    MagicLink<A>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        match find(parts, state).await? {
            Some(current) => Ok(current),
            None => Err(anonymous(parts, &MagicLink::from_ref(state))),
        }
    }
}

impl<A, S> OptionalFromRequestParts<S> for CurrentAccount<A>
where
    A: Accounts,
    MagicLink<A>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, PageError> {
        find(parts, state).await
    }
}

async fn find<A, S>(parts: &mut Parts, state: &S) -> Result<Option<CurrentAccount<A>>, PageError>
where
    A: Accounts,
    MagicLink<A>: FromRef<S>,
    S: Send + Sync,
{
    let visit = Visit::from_request_parts(parts, state).await?;
    MagicLink::from_ref(state).current(&visit).await
}

impl<A: Accounts> MagicLink<A> {
    /// Finds who is logged in; `None` if nobody is. The answer is kept out of caches.
    ///
    /// # Errors
    ///
    /// The store failed.
    pub async fn current(&self, visit: &Visit) -> Result<Option<CurrentAccount<A>>, PageError> {
        visit.outgoing().keep_private();
        let Some(bearer) = visit.session() else {
            return Ok(None);
        };
        let Some(found) = self.sessions().find(bearer).await? else {
            return Ok(None);
        };
        if found.is_renewed {
            visit.keep_session(bearer, self.sessions().ages().idle);
        }
        Ok(Some(CurrentAccount {
            account: found.account,
            session: found.session,
        }))
    }
}

/// Sends to the login page; after a GET, from there back to where the visitor wanted to go.
fn anonymous<A: Accounts>(parts: &Parts, magic_link: &MagicLink<A>) -> PageError {
    let wanted = parts
        .extensions
        .get::<OriginalUri>()
        .map_or(&parts.uri, |OriginalUri(uri)| uri);
    PageError::Anonymous(match wanted.path_and_query() {
        Some(path) if parts.method == Method::GET => magic_link.log_in_path(path.as_str()),
        _ => magic_link.path(Route::Login),
    })
}
