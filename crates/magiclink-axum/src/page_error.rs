//! Everything that ends a request with an error page: its status, its words and its line in the log.

use std::{error::Error, sync::Arc, time::Duration};

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use magiclink::{
    AuthenticateError,
    event::{Limit, Reason, What},
    limit::Limited,
    link::LinkError,
    login::{LoginError, Refusal},
    secret::RandomError,
    store::StoreError,
};

use crate::pages::PagesError;

/// Why a request ends with an error page.
///
/// As a response it has its status and no body; [`MagicLink::mount`](crate::MagicLink::mount) writes the
/// page, in the visitor's language, and the line in the log.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PageError {
    /// The request makes no sense; the text is for the log.
    #[error("{0}")]
    BadRequest(&'static str),
    /// The request is for another host.
    #[error("the request names a host that is not allowed")]
    Host,
    /// The form did not come from a page of this site; the text is for the log.
    #[error("{0}")]
    Forged(&'static str),
    /// Who is logged in may not see the page.
    #[error("who is logged in may not see the page")]
    Forbidden,
    /// There is no such page.
    #[error("there is no such page")]
    NotFound,
    /// The page does not take this method.
    #[error("the page does not take this method")]
    Method,
    /// The form was sent in another format than forms are.
    #[error("the body is no form")]
    MediaType,
    /// The form is too long.
    #[error("the body is too long")]
    TooLarge,
    /// The request took too long.
    #[error("the request took too long")]
    Timeout,
    /// The login link is refused; every reason has the same page.
    #[error("the link is refused: {0}")]
    Refused(Reason),
    /// The private link is refused; every reason has the same page.
    #[error("the private link is refused: {0}")]
    PrivateRefused(Reason),
    /// A "it wasn't me" link is refused.
    #[error("the link to call a login off is refused: {0}")]
    CancelRefused(Reason),
    /// Too many attempts.
    #[error("too many attempts")]
    Limited {
        /// How long to wait.
        wait: Duration,
        /// What was tried too often.
        limit: Limit,
    },
    /// Nobody is logged in; what is in here is the URL of the login page, to which the visitor is sent.
    #[error("nobody is logged in")]
    Anonymous(String),
    /// The store cannot do its work now.
    #[error("the store failed")]
    Unavailable(#[source] StoreError),
    /// Something is broken. The page says nothing of it but a reference, which is in the log, too.
    #[error("something is broken")]
    Internal(#[source] Box<dyn Error + Send + Sync>),
}

impl PageError {
    /// Something is broken.
    pub fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    pub(crate) const fn limited(limited: Limited, limit: Limit) -> Self {
        let wait = limited.wait;
        Self::Limited { wait, limit }
    }

    /// The status of the answer.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) | Self::Host => StatusCode::BAD_REQUEST,
            Self::Forged(_)
            | Self::Forbidden
            | Self::Refused(_)
            | Self::PrivateRefused(_)
            | Self::CancelRefused(_) => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Timeout => StatusCode::REQUEST_TIMEOUT,
            Self::Limited { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Anonymous(_) => StatusCode::SEE_OTHER,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the words of its page are called in the language files.
    pub(crate) const fn key(&self) -> &'static str {
        match self {
            Self::BadRequest(_) => "bad-request",
            Self::Host => "host",
            Self::Forged(_) => "forged",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::Method => "method",
            Self::MediaType => "media-type",
            Self::TooLarge => "too-large",
            Self::Timeout => "timeout",
            Self::Refused(_) => "refused",
            Self::PrivateRefused(_) => "private-refused",
            Self::CancelRefused(_) => "cancel-refused",
            Self::Limited { .. } => "limited",
            Self::Anonymous(_) => "anonymous",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
        }
    }

    /// The error that a bare status of the router or of a layer stands for.
    pub(crate) fn of_status(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::BAD_REQUEST => Some(Self::BadRequest("the request was refused")),
            StatusCode::FORBIDDEN => Some(Self::Forged("the request was refused")),
            StatusCode::NOT_FOUND => Some(Self::NotFound),
            StatusCode::METHOD_NOT_ALLOWED => Some(Self::Method),
            StatusCode::REQUEST_TIMEOUT => Some(Self::Timeout),
            StatusCode::PAYLOAD_TOO_LARGE => Some(Self::TooLarge),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Some(Self::MediaType),
            _ => None,
        }
    }

    /// What observers are told of it, the log among them; `None` if it is not an event of the flows.
    pub(crate) const fn what(&self) -> Option<What<'static>> {
        match *self {
            Self::Refused(reason) => Some(What::LoginRefused { reason }),
            Self::PrivateRefused(reason) => Some(What::LinkRefused { link: None, reason }),
            Self::CancelRefused(reason) => Some(What::CancelRefused { reason }),
            Self::Limited { limit, .. } => Some(What::Limited { limit }),
            _ => None,
        }
    }

    /// Writes the line in the log: once, here, with what the page does not say.
    pub(crate) fn log(&self, reference: &str) {
        match self {
            Self::Unavailable(_) | Self::Internal(_) => {
                tracing::error!(error.cause = %causes(self), request.id = reference, "a request failed");
            }
            _ => tracing::debug!(
                status = self.status().as_u16(),
                request.id = reference,
                "{self}"
            ),
        }
    }
}

/// The causes of an error, the outermost first.
fn causes(error: &dyn Error) -> String {
    let (mut texts, mut cause) = (Vec::new(), error.source());
    while let Some(error) = cause {
        texts.push(error.to_string());
        cause = error.source();
    }
    texts.join(": ")
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        let header = match &self {
            Self::Anonymous(url) => HeaderValue::try_from(url)
                .ok()
                .map(|url| (header::LOCATION, url)),
            Self::Limited { wait, .. } => {
                Some((header::RETRY_AFTER, HeaderValue::from(seconds(*wait))))
            }
            _ => None,
        };
        response.headers_mut().extend(header);
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// Whole seconds, never too few.
pub(crate) fn seconds(wait: Duration) -> u64 {
    wait.as_millis()
        .div_ceil(1000)
        .try_into()
        .unwrap_or(u64::MAX)
}

impl From<LoginError> for PageError {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::Refused(refusal) => refusal.into(),
            LoginError::Limited(limited) => Self::limited(limited, Limit::Failures),
            LoginError::Store(error) => error.into(),
            broken => Self::internal(broken),
        }
    }
}

impl From<Refusal> for PageError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<AuthenticateError> for PageError {
    fn from(error: AuthenticateError) -> Self {
        match error {
            AuthenticateError::Rejected(rejection) => Self::PrivateRefused(rejection.into()),
            AuthenticateError::Store(error) => error.into(),
            broken => Self::internal(broken),
        }
    }
}

impl From<LinkError> for PageError {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::Refused(refusal) => Self::PrivateRefused(refusal.into()),
            LinkError::Limited(limited) => Self::limited(limited, Limit::Passphrases),
            LinkError::Store(error) => error.into(),
            broken => Self::internal(broken),
        }
    }
}

impl From<StoreError> for PageError {
    fn from(error: StoreError) -> Self {
        Self::Unavailable(error)
    }
}

impl From<PagesError> for PageError {
    fn from(error: PagesError) -> Self {
        Self::internal(error)
    }
}

impl From<RandomError> for PageError {
    fn from(error: RandomError) -> Self {
        Self::internal(error)
    }
}
