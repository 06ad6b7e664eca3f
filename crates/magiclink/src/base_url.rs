//! Where the application is reached: the beginning of every link that is mailed.

use std::str::FromStr;

use url::{Position, Url};

/// Where the application is reached, such as `https://example.com` or `https://example.com/rentals`.
///
/// It comes from the configuration, never from a request: whoever sends a request chooses its `Host`.
/// Two base URLs are equal when they name the same place, however they are written.
///
/// ```
/// use magiclink::base_url::BaseUrl;
///
/// let base_url = BaseUrl::parse("https://Rentals.example:443/app/")?;
/// assert_eq!(base_url.as_str(), "https://rentals.example/app");
/// assert_eq!(base_url.origin(), "https://rentals.example");
/// assert_eq!(base_url.join("/login/auth/"), "https://rentals.example/app/login/auth/");
/// # Ok::<(), magiclink::base_url::BaseUrlError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct BaseUrl(Url);

impl BaseUrl {
    /// Reads a base URL: scheme `http` or `https`, host, perhaps port and path, nothing else.
    ///
    /// # Errors
    ///
    /// The text is not an absolute URL in plain form, or has a user, a query, a fragment or `..`.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        if !is_plain(text) {
            return Err(BaseUrlError);
        }
        let mut url = Url::parse(text).map_err(|_| BaseUrlError)?;
        let is_base = matches!(url.scheme(), "http" | "https")
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        if !is_base {
            return Err(BaseUrlError);
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self(url))
    }

    /// The base URL without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    /// Scheme, host and port, as browsers write an origin: `https://example.com`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.0[..Position::BeforePath]
    }

    /// Host and port, without the port that the scheme implies.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.0[Position::BeforeHost..Position::BeforePath]
    }

    /// Whether the scheme is `https`.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The path without a slash at its end, but for `/` alone.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.path()
    }

    /// The absolute URL of `path`, which is counted from the base URL's own path.
    ///
    /// Escapes what cannot stand in a path, `?` and `#` too, but not `%`. Whatever `path` is, the URL
    /// stays on the [`origin`](Self::origin).
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        let mut url = self.0.clone();
        let base = self.path().trim_end_matches('/');
        url.set_path(&format!("{base}/{}", path.trim_start_matches('/')));
        url.into()
    }

    pub(crate) fn url(&self) -> &Url {
        &self.0
    }
}

impl FromStr for BaseUrl {
    type Err = BaseUrlError;

    fn from_str(text: &str) -> Result<Self, BaseUrlError> {
        Self::parse(text)
    }
}

/// The text is not a base URL.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a base URL is written like https://example.com, without user, query or fragment")]
pub struct BaseUrlError;

/// Whether the URL parser would take the text as it is. It forgives spaces, line breaks, backslashes
/// and missing slashes, and resolves `..`; in a configuration each of them is a mistake.
fn is_plain(text: &str) -> bool {
    let has_odd_character = text
        .chars()
        .any(|character| character.is_control() || character.is_whitespace() || character == '\\');
    !has_odd_character
        && text
            .split_once("://")
            .is_some_and(|(_, rest)| !rest.starts_with('/'))
        && !text.contains("..")
        && !text.to_ascii_lowercase().contains("%2e")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str) -> BaseUrl {
        BaseUrl::parse(text).unwrap()
    }

    #[test]
    fn one_place_has_one_spelling() {
        for (text, written, origin, authority, path) in [
            (
                "https://a.example",
                "https://a.example",
                "https://a.example",
                "a.example",
                "/",
            ),
            (
                "HTTPS://A.Example:443/",
                "https://a.example",
                "https://a.example",
                "a.example",
                "/",
            ),
            (
                "http://127.0.0.1:8000/x/y//",
                "http://127.0.0.1:8000/x/y",
                "http://127.0.0.1:8000",
                "127.0.0.1:8000",
                "/x/y",
            ),
            (
                "https://[::1]:8443",
                "https://[::1]:8443",
                "https://[::1]:8443",
                "[::1]:8443",
                "/",
            ),
            (
                "https://Bücher.example/é",
                "https://xn--bcher-kva.example/%C3%A9",
                "https://xn--bcher-kva.example",
                "xn--bcher-kva.example",
                "/%C3%A9",
            ),
        ] {
            let base = base(text);
            let parts = (base.as_str(), base.origin(), base.authority(), base.path());
            assert_eq!(parts, (written, origin, authority, path));
            assert_eq!(BaseUrl::parse(base.as_str()), Ok(base.clone()));
        }
        assert!(base("https://a.example").is_https());
        assert!(!base("http://a.example").is_https());
    }

    #[test]
    fn what_is_no_base_url_is_refused() {
        for text in [
            "",
            "a.example",
            "//a.example",
            "https:a.example",
            "https:/a.example",
            "https:///a.example",
            "https://",
            "ftp://a.example",
            "mailto:jane@a.example",
            "https://jane@a.example",
            "https://:secret@a.example",
            "https://a.example?",
            "https://a.example/?x",
            "https://a.example#",
            "https://a.example/x/../y",
            "https://a.example/x/%2E%2e/y",
            " https://a.example",
            "https://a.exam\nple",
            "https://a.example/\u{1}",
            "https://a.example\\x",
            "https://a..example",
        ] {
            assert_eq!(BaseUrl::parse(text), Err(BaseUrlError), "{text}");
        }
    }

    #[test]
    fn a_joined_path_stays_on_the_origin() {
        let (plain, below) = (base("https://a.example"), base("https://a.example/b"));
        for (path, joined) in [
            ("", "/"),
            ("/", "/"),
            ("/login/auth/", "/login/auth/"),
            ("login", "/login"),
            ("//evil.example", "/evil.example"),
            ("/x?y#z", "/x%3Fy%23z"),
            ("/é /%2F", "/%C3%A9%20/%2F"),
            ("https://evil.example", "/https://evil.example"),
            ("@evil.example", "/@evil.example"),
            (":80", "/:80"),
        ] {
            assert_eq!(plain.join(path), format!("https://a.example{joined}"));
            assert_eq!(below.join(path), format!("https://a.example/b{joined}"));
        }
        for path in [
            "/\\evil.example",
            "/../../x",
            "\t//evil.example",
            "/.//evil.example",
        ] {
            assert!(plain.join(path).starts_with("https://a.example/"), "{path}");
            assert!(below.join(path).starts_with("https://a.example/"), "{path}");
        }
    }
}
