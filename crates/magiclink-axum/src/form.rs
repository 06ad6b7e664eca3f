//! Forms as they are sent: read by hand, and checked to come from a page of this site.

use axum::{
    body::{Bytes, HttpBody as _, to_bytes},
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, header},
};

use crate::{page_error::PageError, query::Pairs, visit::Visit, web::Web};

/// The longest form: 16 KiB.
const LONGEST: usize = 16 * 1024;
/// The hidden field that every form has.
pub(crate) const FORM_TOKEN: &str = "form_token";

/// A form that was sent from a page of this site, by the browser that got the page.
///
/// Each field comes once, or the form is refused.
pub struct Form(Pairs);

impl Form {
    /// The value of a field; `None` if the form has no such field.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        // No name comes twice: that was checked when the form was read.
        self.0.one(name).ok().flatten()
    }

    /// Refuses a form that has fields besides these, each of which it may have.
    ///
    /// # Errors
    ///
    /// It has another one.
    pub fn only(&self, names: &[&str]) -> Result<(), PageError> {
        let mut fields = self.0.names();
        if fields.all(|field| field == FORM_TOKEN || names.contains(&field)) {
            Ok(())
        } else {
            Err(PageError::BadRequest(
                "the form has a field that is unknown",
            ))
        }
    }

    /// The value of a field that the form must have.
    ///
    /// # Errors
    ///
    /// It does not.
    pub fn required(&self, name: &str) -> Result<&str, PageError> {
        self.field(name)
            .ok_or(PageError::BadRequest("a field is missing"))
    }
}

impl std::fmt::Debug for Form {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Form([redacted])")
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let form = UncheckedForm::from_request(request, state).await?;
        form.check()?;
        Ok(Self(form.pairs))
    }
}

/// A form that anybody may have sent.
pub(crate) struct UncheckedForm {
    pairs: Pairs,
    /// Why it is not from this site.
    forged: Option<&'static str>,
}

impl UncheckedForm {
    /// The value of a field, for what has no effect.
    pub(crate) fn peek(&self, name: &str) -> Option<&str> {
        self.pairs.one(name).ok().flatten()
    }

    /// Whether it comes from a page of this site.
    pub(crate) fn check(&self) -> Result<(), PageError> {
        self.forged
            .map_or(Ok(()), |reason| Err(PageError::Forged(reason)))
    }
}

impl<S: Send + Sync> FromRequest<S> for UncheckedForm {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, state).await?;
        if !is_form(&parts.headers) {
            return Err(PageError::MediaType);
        }
        // What is announced too long is not waited for.
        if body.size_hint().lower() > LONGEST as u64 {
            return Err(PageError::TooLarge);
        }
        let bytes: Bytes = to_bytes(body, LONGEST)
            .await
            .map_err(|_| PageError::TooLarge)?;
        let pairs = Pairs::read(&bytes);
        pairs.check_all()?;
        let token = pairs.one(FORM_TOKEN)?;
        let forged = if !is_own_origin(&parts.headers, visit.web()) {
            Some("the form comes from another origin")
        } else if !token.is_some_and(|token| visit.is_own_form(token)) {
            Some("the form has no token of this browser")
        } else {
            None
        };
        Ok(Self { pairs, forged })
    }
}

/// Whether the body is a form, and in UTF-8.
fn is_form(headers: &HeaderMap) -> bool {
    let mut lines = headers.get_all(header::CONTENT_TYPE).into_iter();
    let (Some(line), None) = (
        lines.next().and_then(|line| line.to_str().ok()),
        lines.next(),
    ) else {
        return false;
    };
    let (essence, parameters) = line.split_once(';').unwrap_or((line, ""));
    let parameters = parameters.trim();
    essence
        .trim()
        .eq_ignore_ascii_case("application/x-www-form-urlencoded")
        && (parameters.is_empty() || parameters.eq_ignore_ascii_case("charset=utf-8"))
}

/// Whether the form comes from this site, as far as the browser tells: by `Origin`, or by `Referer` where
/// there is no `Origin`. tower-http's layer has looked at `Sec-Fetch-Site` before; it lets another scheme
/// or, without `Origin`, another `Referer` pass.
fn is_own_origin(headers: &HeaderMap, web: &Web) -> bool {
    let host = headers.get(header::HOST).map(HeaderValue::as_bytes);
    let own = web.base_url.origin().as_bytes();
    let scheme: &[u8] = if web.base_url.is_https() {
        b"https://"
    } else {
        b"http://"
    };
    let is_own =
        |origin: &[u8]| origin == own || (origin.strip_prefix(scheme) == host && host.is_some());
    let is_told_same = headers
        .get("sec-fetch-site")
        .is_some_and(|site| site == "same-origin");
    match (headers.get(header::ORIGIN), headers.get(header::REFERER)) {
        // Some extensions hide the origin; the browser itself says that it is the same.
        (Some(origin), _) if origin == "null" => is_told_same,
        (Some(origin), _) => is_own(origin.as_bytes()),
        (None, Some(referer)) => origin_of(referer.as_bytes()).is_some_and(is_own),
        (None, None) => true,
    }
}

/// Scheme and authority of a URL, as they are written.
fn origin_of(url: &[u8]) -> Option<&[u8]> {
    let start = url.windows(3).position(|part| part == b"://")? + 3;
    let end = url
        .get(start..)?
        .iter()
        .position(|byte| b"/?#".contains(byte));
    url.get(..end.map_or(url.len(), |end| start + end))
}
