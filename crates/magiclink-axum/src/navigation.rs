//! Whether a request is a person who follows a link.

use axum::http::{HeaderMap, HeaderName, Method};

/// Whether a request loads a page into a tab, as a click does: not a script, a frame or an image, and
/// not a guess of the browser at what will be clicked next.
///
/// Old browsers and scripts send none of these headers; they are taken for a click.
pub(crate) fn is_click(method: &Method, headers: &HeaderMap) -> bool {
    let is = |name: &HeaderName, wanted: &str| {
        headers
            .get_all(name)
            .into_iter()
            .all(|value| value.as_bytes() == wanted.as_bytes())
    };
    let is_guess = GUESSES
        .iter()
        .flat_map(|name| headers.get_all(name))
        .any(|value| {
            value
                .as_bytes()
                .to_ascii_lowercase()
                .windows(3)
                .any(|part| part == b"pre")
        });
    method == Method::GET && is(&FETCH_MODE, "navigate") && is(&FETCH_DEST, "document") && !is_guess
}

static FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
static FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");
/// Where browsers say that they only guess.
static GUESSES: [HeaderName; 4] = [
    HeaderName::from_static("purpose"),
    HeaderName::from_static("sec-purpose"),
    HeaderName::from_static("x-purpose"),
    HeaderName::from_static("x-moz"),
];

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn click(method: &Method, pairs: &[(&'static str, &'static str)]) -> bool {
        let pairs = pairs.iter().map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        });
        is_click(method, &pairs.collect())
    }

    #[test]
    fn a_click_is_told_from_what_only_loads() {
        assert!(click(&Method::GET, &[]));
        assert!(click(
            &Method::GET,
            &[
                ("sec-fetch-mode", "navigate"),
                ("sec-fetch-dest", "document")
            ]
        ));
        assert!(!click(&Method::HEAD, &[]));
        assert!(!click(&Method::POST, &[]));
        for (name, value) in [
            ("sec-fetch-dest", "iframe"),
            ("sec-fetch-dest", "empty"),
            ("sec-fetch-mode", "cors"),
            ("sec-fetch-mode", "no-cors"),
            ("purpose", "prefetch"),
            ("sec-purpose", "prefetch;prerender"),
            ("x-moz", "prefetch"),
            ("x-purpose", "preview"),
        ] {
            assert!(!click(&Method::GET, &[(name, value)]), "{name}: {value}");
        }
    }
}
