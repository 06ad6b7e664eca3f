//! The headers that keep a page to itself.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// On every page and answer of the flows.
static ALWAYS: [(HeaderName, HeaderValue); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
             frame-ancestors 'none'; base-uri 'none'",
        ),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, NO_REFERRER),
    (ROBOTS, NOT_INDEXED),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (header::CACHE_CONTROL, NO_STORE),
];

/// Adds the headers that are not there yet.
pub(crate) fn protect(headers: &mut HeaderMap, is_https: bool) {
    // Room for those that come after, too: each time that a map grows, all that is in it is moved.
    headers.reserve(2 * ALWAYS.len());
    for (name, value) in &ALWAYS {
        headers.entry(name).or_insert_with(|| value.clone());
    }
    if is_https {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static("max-age=31536000"));
    }
}

/// Adds what an answer needs that is behind a token, or that is for one person only.
pub(crate) fn keep_private(headers: &mut HeaderMap, had_token: bool) {
    headers.entry(header::CACHE_CONTROL).or_insert(NO_STORE);
    if had_token {
        headers.entry(ROBOTS).or_insert(NOT_INDEXED);
        headers
            .entry(header::REFERRER_POLICY)
            .or_insert(NO_REFERRER);
    }
}

/// The `Referrer-Policy` of pages with forms: under `no-referrer` a browser would send `Origin: null`
/// with them, which cannot be told from a foreign page's.
pub(crate) const FOR_FORMS: HeaderValue = HeaderValue::from_static("same-origin");

const NO_REFERRER: HeaderValue = HeaderValue::from_static("no-referrer");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const NOT_INDEXED: HeaderValue = HeaderValue::from_static("noindex, nofollow");
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");
