//! The headers that keep a page to itself.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// On every page and answer of the flows.
const ALWAYS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
         frame-ancestors 'none'; base-uri 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (header::CACHE_CONTROL, "no-store"),
];

/// Adds the headers that are not there yet.
pub(crate) fn protect(headers: &mut HeaderMap, is_https: bool) {
    for (name, value) in ALWAYS {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if is_https {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static("max-age=31536000"));
    }
}

/// Adds what an answer needs that is behind a token, or that is for one person only.
pub(crate) fn keep_private(headers: &mut HeaderMap, had_token: bool) {
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if had_token {
        let robots = HeaderName::from_static("x-robots-tag");
        headers
            .entry(robots)
            .or_insert(HeaderValue::from_static("noindex, nofollow"));
        headers
            .entry(header::REFERRER_POLICY)
            .or_insert(HeaderValue::from_static("no-referrer"));
    }
}

/// The `Referrer-Policy` of pages with forms: under `no-referrer` a browser would send `Origin: null`
/// with them, which cannot be told from a foreign page's.
pub(crate) const FOR_FORMS: HeaderValue = HeaderValue::from_static("same-origin");
