//! The token in the URL of a link.

use std::fmt;

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{page_error::PageError, query, visit::Visit};

/// The token in the URL of a link, as an argument of a handler; empty if there is none.
///
/// A URL with two is refused. The answer is kept out of caches and search engines, and other sites do
/// not learn the URL.
///
/// ```
/// use axum::extract::{Path, State};
/// use magiclink::{account::Account as _, person::People, scope::Namespace};
/// use magiclink_axum::{LinkToken, MagicLink, PageError};
///
/// const BOOKING: Namespace = Namespace::from_static("booking");
///
/// async fn share(
///     State(magic_link): State<MagicLink<People>>,
///     Path(id): Path<i64>,
///     token: LinkToken,
/// ) -> Result<String, PageError> {
///     let booking = BOOKING.scope(id);
///     let accounts = magic_link.flow().accounts();
///     let shared = magic_link.tokens().scope(&booking).authenticate(token.expose(), accounts).await?;
///     Ok(format!("Booking {id} of {}", shared.account().email()))
/// }
/// ```
#[derive(Clone)]
pub struct LinkToken(String);

impl LinkToken {
    /// The text.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for LinkToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LinkToken([redacted])")
    }
}

impl<S: Sync> FromRequestParts<S> for LinkToken {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let visit = Visit::from_request_parts(parts, state).await?;
        let query = parts.uri.query().unwrap_or_default();
        let token = query::one(query, &visit.web().token_name)?;
        if token.is_some() {
            visit.outgoing().had_token();
        }
        Ok(Self(token.unwrap_or_default().into_owned()))
    }
}
