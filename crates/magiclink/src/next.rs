//! Where a person goes after logging in: a page of the same site, or none.

use std::{borrow::Cow, fmt};

use url::Position;

use crate::base_url::BaseUrl;

/// The longest text, read or written.
const LONGEST: usize = 2048;

/// Where to go after logging in: path, query and fragment of a page on the site's own origin.
///
/// It is read from the `next` parameter, which anybody can write into a link. Its text begins with one
/// slash and is printable ASCII without a backslash, so a browser that finds it in `Location` stays on
/// the site, and a header can carry it.
///
/// ```
/// use magiclink::{base_url::BaseUrl, next::Next};
///
/// let base_url = BaseUrl::parse("https://rentals.example")?;
/// assert_eq!(Next::parse("/booking/7/?tab=é#top", &base_url)?.as_str(), "/booking/7/?tab=%C3%A9#top");
/// assert_eq!(Next::parse("https://rentals.example/a/../b", &base_url)?.as_str(), "/b");
/// assert!(Next::parse("//evil.example", &base_url).is_err());
/// assert!(Next::parse("/.//evil.example", &base_url).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Texts that keep a browser on the site but have been used to trick something else are refused when
/// in doubt:
///
/// | text | here | because |
/// | --- | --- | --- |
/// | `/a b`, `/a／b`, `/a🙂` | refused | raw spaces and signs are stripped or folded by some; escaped ones are fine |
/// | `/café` | accepted as `/caf%C3%A9` | letters and digits of any script |
/// | `/..//evil.example` | refused | its normal form begins with two slashes |
/// | `/%2F/evil.example`, `/%5Cevil.example`, `/.%2F/evil.example` | refused | so does what a server sees that takes the escapes out |
/// | `/a%0D%0ASet-Cookie:`, `/%09/a` | refused | control characters in a path, if only escaped ones |
/// | `/%zz` | refused | not an escape |
/// | `/a?b=%0A&c=50%` | accepted | a query holds anything |
/// | `/%FF`, `/%E2%80%AE` | accepted | escapes that stay escaped |
/// | `/https://evil.example`, `/a//b`, `/a;//b` | accepted | plain paths |
/// | `https://RENTALS.example:443/a`, `https://rentals.example?a` | accepted | the same origin, letter by letter; only the path is kept |
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct Next(String);

impl Next {
    /// Reads the value of a `next` parameter, from which the query's own escapes have been taken out.
    ///
    /// # Errors
    ///
    /// The text does not name a page of the site, or may not. Go to the usual page then.
    pub fn parse(text: &str, base_url: &BaseUrl) -> Result<Self, NextError> {
        if text.len() > LONGEST || !text.chars().all(is_plain) {
            return Err(NextError);
        }
        let rest = if text.starts_with('/') {
            text
        } else {
            after_origin(text, base_url).ok_or(NextError)?
        };
        Self::resolve(rest, base_url).ok_or(NextError)
    }

    /// Path, query and fragment, beginning with `/`; it can be the value of a `Location` header.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Brings what follows an origin into its normal form, which is what a browser would ask for.
    fn resolve(rest: &str, base_url: &BaseUrl) -> Option<Self> {
        if rest.starts_with("//") {
            return None;
        }
        let url = base_url.url().join(&slashed(rest)).ok()?;
        let decoded = decode(url.path())?;
        if !is_local(url.path(), base_url) || !is_local(&decoded, base_url) {
            return None;
        }
        // What the steps before have already made sure of; a header must never depend on them alone.
        let text = &url[Position::BeforePath..];
        let is_sound = url[..Position::BeforePath] == *base_url.origin()
            && text.len() <= LONGEST
            && text.bytes().all(is_plain_byte);
        is_sound.then(|| Self(text.to_owned()))
    }
}

/// Shows the path only: the query may hold a token.
impl fmt::Debug for Next {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.0.find(['?', '#']).unwrap_or(self.0.len());
        let cut = if end < self.0.len() { "…" } else { "" };
        write!(formatter, "Next({}{cut})", &self.0[..end])
    }
}

/// The text is not a page of this site.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the page to go to after logging in is not one of this site")]
pub struct NextError;

/// Whether a character may stand in the text: no space, no control character, no backslash, no sign
/// outside ASCII that changes how the text around it looks.
fn is_plain(character: char) -> bool {
    match u8::try_from(character) {
        Ok(byte) if byte.is_ascii() => is_plain_byte(byte),
        _ => character.is_alphanumeric(),
    }
}

fn is_plain_byte(byte: u8) -> bool {
    byte.is_ascii_graphic() && byte != b'\\'
}

/// What follows the origin in an absolute URL of the site itself.
///
/// Compares the text instead of asking a parser: parsers disagree about user names, escapes and
/// missing slashes, and none of them occurs in the origin as it is written.
fn after_origin<'t>(text: &'t str, base_url: &BaseUrl) -> Option<&'t str> {
    let base = base_url.url();
    let (scheme, rest) = text.split_once("://")?;
    let (authority, rest) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let with_port = format!("{}:{}", base.host_str()?, base.port_or_known_default()?);
    let is_own = scheme.eq_ignore_ascii_case(base.scheme())
        && [base_url.authority(), &with_port]
            .iter()
            .any(|own| authority.eq_ignore_ascii_case(own));
    is_own.then_some(rest)
}

fn slashed(rest: &str) -> Cow<'_, str> {
    if rest.starts_with('/') {
        Cow::Borrowed(rest)
    } else {
        Cow::Owned(format!("/{rest}"))
    }
}

/// Whether a path names a page here, and its normal form too: it must not begin with two slashes.
fn is_local(path: &str, base_url: &BaseUrl) -> bool {
    let mut url = base_url.url().clone();
    url.set_path(path);
    !path.contains(|character: char| character.is_control() || character == '\\')
        && !url.path().starts_with("//")
}

/// Takes the escapes out of a path; `None` if there is a `%` that begins none.
fn decode(path: &str) -> Option<String> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut decoded = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(if byte == b'%' {
            let value = digit(bytes.next()?)? * 16 + digit(bytes.next()?)?;
            u8::try_from(value).ok()?
        } else {
            byte
        });
    }
    Some(String::from_utf8_lossy(&decoded).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(text: &str) -> Option<String> {
        let base_url = BaseUrl::parse("https://rentals.example").unwrap();
        Next::parse(text, &base_url).ok().map(|next| next.0)
    }

    #[test]
    fn a_page_of_the_site_is_accepted_in_its_normal_form() {
        for (text, written) in [
            ("/", "/"),
            ("/a/../b/./c", "/b/c"),
            ("/a?b=//c&d=\u{e9}#//e", "/a?b=//c&d=%C3%A9#//e"),
            ("/a?", "/a?"),
            ("/a\"<>`{}'", "/a%22%3C%3E%60%7B%7D'"),
            ("/url%20with%20spaces/", "/url%20with%20spaces/"),
            ("/a%2Fb", "/a%2Fb"),
            ("/@evil.example", "/@evil.example"),
            ("/:80", "/:80"),
            ("/日本/", "/%E6%97%A5%E6%9C%AC/"),
            ("https://rentals.example", "/"),
            ("HTTPS://Rentals.Example:443/a?b#c", "/a?b#c"),
            ("https://rentals.example#a", "/#a"),
        ] {
            assert_eq!(next(text).as_deref(), Some(written), "{text}");
            assert_eq!(next(written).as_deref(), Some(written), "{written}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "a",
            "./a",
            "?a",
            "#a",
            " /a",
            "/a ",
            "/a\n",
            "/\ta",
            "/a\0",
            "/a\u{7f}",
            "/a\u{85}",
            "//a",
            "///a",
            "/\\a",
            "\\a",
            "/a\\b",
            "/a?b=\\",
            "/.//a",
            "/..//a",
            "/a/..//b",
            "/%2e//a",
            "/%2E%2E//a",
            "/%2Fa",
            "/%2f%2fa",
            "/%5Ca",
            "/.%2F/a",
            "/a%5Cb",
            "/.//a%2F..%2F..",
            "/a/..%2f..%2f/b",
            "/%252e%252e//a",
            "/%zz",
            "/%",
            "/%2",
            "/a%00",
            "/a%0d%0a",
            "/a%7F",
            "/a%C2%85",
            "/\u{202e}a",
            "/\u{ff0f}a",
            "/a\u{feff}",
            "javascript:alert(1)",
            "https:/a",
            "https:a",
            "http://rentals.example/a",
            "https://evil.example/",
            "https://rentals.example.evil.example/",
            "https://rentals.example@evil.example/",
            "https://jane@rentals.example/",
            "https://rentals.example:80/",
            "https://rentals.example:/",
            "https://rentals.example//evil.example",
            "https://rentals.example/..//evil.example",
            "https:///rentals.example/",
            "https://",
            "https://rentals%2eexample/",
            "https://ｒentals.example/",
        ] {
            assert_eq!(next(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_port_of_the_base_url_counts() {
        let base_url = BaseUrl::parse("http://localhost:8000/app").unwrap();
        for (text, is_accepted) in [
            ("http://localhost:8000/a", true),
            ("http://LOCALHOST:8000/a", true),
            ("http://localhost/a", false),
            ("http://localhost:80/a", false),
            ("http://localhost:8000:80/a", false),
            ("https://localhost:8000/a", false),
            ("/elsewhere", true),
        ] {
            assert_eq!(Next::parse(text, &base_url).is_ok(), is_accepted, "{text}");
        }
    }

    #[test]
    fn the_length_counts_as_read_and_as_written() {
        let path = |letter: &str, times: usize| format!("/{}", letter.repeat(times));
        assert!(next(&path("a", LONGEST - 1)).is_some());
        assert!(next(&path("a", LONGEST)).is_none());
        assert!(next(&path("é", 341)).is_some());
        assert!(next(&path("é", 342)).is_none());
        assert!(next(&path("./", LONGEST / 2 - 1)).is_some());
        assert!(next(&path("./", LONGEST / 2)).is_none());
    }

    #[test]
    fn a_token_in_the_query_is_not_in_the_debug_text() {
        let base_url = BaseUrl::parse("https://rentals.example").unwrap();
        for (text, shown) in [
            ("/login/auth/?sesame=3.AAAA", "Next(/login/auth/…)"),
            ("/a#sesame=3.AAAA", "Next(/a…)"),
            ("/a", "Next(/a)"),
        ] {
            assert_eq!(
                format!("{:?}", Next::parse(text, &base_url).unwrap()),
                shown
            );
        }
    }
}
