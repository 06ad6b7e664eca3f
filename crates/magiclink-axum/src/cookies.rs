//! The cookies: their names, and the one function that writes them.

use std::{borrow::Cow, time::Duration};

use axum::http::HeaderValue;
use magiclink::token::TokenId;

/// What a cookie is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Cookie {
    /// Who is logged in.
    Session,
    /// The browser that asked for a login link.
    Login,
    /// What the hidden token of forms is made from.
    Form,
    /// That the browser has opened this private link.
    Link(TokenId),
}

impl Cookie {
    /// The name. A browser takes a `__Host-` cookie only from this host itself, over https and for all
    /// paths, so that no neighbour under the same domain can plant one. That of a private link is for the
    /// paths that the link opens, so it can only say `__Secure-`: over https.
    pub(crate) fn name(self, is_https: bool) -> Cow<'static, str> {
        let name = match (self, is_https) {
            (Self::Session, true) => "__Host-session",
            (Self::Login, true) => "__Host-login",
            (Self::Form, true) => "__Host-form",
            (Self::Session, false) => "session",
            (Self::Login, false) => "login",
            (Self::Form, false) => "form",
            (Self::Link(id), _) => return Cow::Owned(format!("{}{id}", link_prefix(is_https))),
        };
        Cow::Borrowed(name)
    }
}

/// What the name of the cookie of any private link begins with; the identifier of the link follows.
pub(crate) const fn link_prefix(is_https: bool) -> &'static str {
    if is_https {
        "__Secure-magiclink-link-"
    } else {
        "magiclink-link-"
    }
}

/// A cookie that is about to be set.
#[derive(Clone, Debug)]
pub(crate) struct SetCookie {
    pub(crate) cookie: Cookie,
    pub(crate) value: String,
    /// None: until the browser is closed. Zero: delete it now.
    pub(crate) max_age: Option<Duration>,
    /// The paths that it is for: this one and those below it.
    pub(crate) path: Cow<'static, str>,
}

/// The path of cookies that are for the whole site.
pub(crate) const WHOLE_SITE: Cow<'static, str> = Cow::Borrowed("/");

impl SetCookie {
    pub(crate) fn delete(cookie: Cookie) -> Self {
        let value = String::new();
        Self {
            cookie,
            value,
            max_age: Some(Duration::ZERO),
            path: WHOLE_SITE,
        }
    }

    /// The value of the `Set-Cookie` header; `None` if the value or the path could not stand in it.
    pub(crate) fn to_header(&self, is_https: bool) -> Option<HeaderValue> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let is_of_path = |byte: u8| byte.is_ascii_graphic() && !b";,".contains(&byte);
        if !self.value.bytes().all(is_plain) || !self.path.bytes().all(is_of_path) {
            return None;
        }
        let name = self.cookie.name(is_https);
        let mut text = format!("{name}={}; Path={}", self.value, self.path);
        if let Some(max_age) = self.max_age {
            text.push_str("; Max-Age=");
            text.push_str(&max_age.as_secs().to_string());
        }
        if is_https {
            text.push_str("; Secure");
        }
        text.push_str("; HttpOnly; SameSite=Lax");
        let mut header = HeaderValue::try_from(text).ok()?;
        header.set_sensitive(true);
        Some(header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &str, max_age: Option<u64>, is_https: bool) -> Option<String> {
        let max_age = max_age.map(Duration::from_secs);
        let set = SetCookie {
            cookie: Cookie::Session,
            value: value.to_owned(),
            max_age,
            path: WHOLE_SITE,
        };
        Some(set.to_header(is_https)?.to_str().unwrap().to_owned())
    }

    #[test]
    fn a_cookie_is_written_with_every_protection() {
        assert_eq!(
            written("A-_", Some(60), true).unwrap(),
            "__Host-session=A-_; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax"
        );
        assert_eq!(
            written("A", None, false).unwrap(),
            "session=A; Path=/; HttpOnly; SameSite=Lax"
        );
        assert!(
            SetCookie::delete(Cookie::Form)
                .to_header(true)
                .is_some_and(|header| header
                    .as_bytes()
                    .starts_with(b"__Host-form=; Path=/; Max-Age=0;"))
        );
    }

    #[test]
    fn the_cookie_of_a_link_is_for_its_path_only() {
        let written = |path: &str, is_https| {
            let set = SetCookie {
                cookie: Cookie::Link(TokenId::from_bytes([7; 8])),
                value: "A".to_owned(),
                max_age: None,
                path: Cow::Owned(path.to_owned()),
            };
            Some(set.to_header(is_https)?.to_str().unwrap().to_owned())
        };
        assert_eq!(
            written("/booking/7/", true).unwrap(),
            "__Secure-magiclink-link-0707070707070707=A; Path=/booking/7/; Secure; HttpOnly; SameSite=Lax"
        );
        assert_eq!(
            written("/a%3Bb/", false).unwrap(),
            "magiclink-link-0707070707070707=A; Path=/a%3Bb/; HttpOnly; SameSite=Lax"
        );
        for path in ["/a;Domain=b", "/a b", "/é", "/a,b", "/a\r"] {
            assert_eq!(written(path, true), None, "{path}");
        }
    }

    #[test]
    fn a_value_that_would_add_an_attribute_is_not_written() {
        assert_eq!(written("a; Domain=b", None, true), None);
        assert_eq!(written("a\r\nb", None, true), None);
    }
}
