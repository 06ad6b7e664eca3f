//! What a visit has the browser keep: who is logged in, who asked, and what forms are made from.

use std::{borrow::Cow, time::Duration};

use magiclink::{
    bearer::{Bearer, Digest},
    link::Opening,
    secret::RandomError,
};

use crate::{
    cookies::{Cookie, SetCookie, WHOLE_SITE},
    hex,
    login_cookie::LoginCookie,
    visit::Visit,
};

impl Visit {
    /// What a form must send along in a hidden field called `form_token`; [`Form`](crate::Form) checks
    /// it. The answer sets the cookie that it belongs to.
    ///
    /// # Errors
    ///
    /// The operating system has no randomness to give.
    pub fn form_token(&self) -> Result<String, RandomError> {
        let set = self
            .0
            .outgoing
            .value(Cookie::Form)
            .and_then(|value| Bearer::parse(&value));
        let bearer = match set.or_else(|| self.0.form.clone()) {
            Some(bearer) => bearer,
            None => self.renew_form()?,
        };
        Ok(form_token(&bearer, self.session_after().as_ref()))
    }

    /// Whether a form token belongs to this browser and to who is logged in with it.
    pub(crate) fn is_own_form(&self, token: &str) -> bool {
        let expected = self
            .0
            .form
            .as_ref()
            .map(|form| form_token(form, self.0.session.as_ref()));
        // Comparing digests tells nothing about the text that was expected.
        let digest = |text: &str| Digest::of(&[text.as_bytes()]);
        expected.is_some_and(|expected| digest(&expected).matches(&digest(token)))
    }

    /// The session after this request: what is being set, or what came.
    fn session_after(&self) -> Option<Bearer> {
        match self.0.outgoing.value(Cookie::Session) {
            Some(value) => Bearer::parse(&value),
            None => self.0.session.clone(),
        }
    }

    fn renew_form(&self) -> Result<Bearer, RandomError> {
        let bearer = Bearer::random()?;
        let (cookie, value) = (Cookie::Form, bearer.expose());
        self.0.outgoing.set(SetCookie {
            cookie,
            value,
            max_age: None,
            path: WHOLE_SITE,
        });
        Ok(bearer)
    }

    /// Has the browser remember who is logged in. Forms that were written before no longer count.
    pub(crate) fn log_in(&self, bearer: &Bearer, max_age: Duration) -> Result<(), RandomError> {
        self.keep_session(bearer, max_age);
        if self.0.login.is_some() {
            self.0.outgoing.set(SetCookie::delete(Cookie::Login));
        }
        self.renew_form().map(drop)
    }

    pub(crate) fn keep_session(&self, bearer: &Bearer, max_age: Duration) {
        let (cookie, value) = (Cookie::Session, bearer.expose());
        self.0.outgoing.set(SetCookie {
            cookie,
            value,
            max_age: Some(max_age),
            path: WHOLE_SITE,
        });
    }

    /// Has the browser forget who is logged in. Forms that were written before no longer count.
    pub(crate) fn log_out(&self) -> Result<(), RandomError> {
        self.0.outgoing.set(SetCookie::delete(Cookie::Session));
        self.renew_form().map(drop)
    }

    /// Has the browser remember that it has opened a private link, on the page at `path` and below it.
    pub(crate) fn keep_link(&self, bearer: &Bearer, opening: &Opening, path: &str) {
        let now = self.0.web.clock.now().unix_micros();
        let left = opening.expires.unix_micros().saturating_sub(now);
        self.0.outgoing.set(SetCookie {
            cookie: Cookie::Link(opening.link),
            value: bearer.expose(),
            max_age: Some(Duration::from_micros(left.max(0).unsigned_abs())),
            path: Cow::Owned(cookie_path(path).to_owned()),
        });
    }

    /// Has the browser remember that it has asked for a login link.
    pub(crate) fn remember_asking(&self, login: &LoginCookie, max_age: Duration) {
        let (cookie, value) = (Cookie::Login, login.expose());
        self.0.outgoing.set(SetCookie {
            cookie,
            value,
            max_age: Some(max_age),
            path: WHOLE_SITE,
        });
    }
}

/// A path as a cookie can have it: up to the last slash before what would end the attribute. The cookie
/// is sent to more pages then; what it opens is looked at on each of them.
fn cookie_path(path: &str) -> &str {
    let end = path.find(|letter: char| !letter.is_ascii_graphic() || matches!(letter, ';' | ','));
    match end.and_then(|end| path[..end].rfind('/')) {
        Some(slash) => &path[..=slash],
        None => path,
    }
}

/// The hidden token of forms: it belongs to one browser and to who is logged in there, so it is another
/// one after each login and logout.
fn form_token(form: &Bearer, session: Option<&Bearer>) -> String {
    let session = session.map(Bearer::digest);
    let session = session.as_ref().map_or(&[][..], |digest| digest.as_bytes());
    let digest = Digest::of(&[b"form-token", form.digest().as_bytes(), session]);
    hex::write(digest.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_would_end_the_attribute_is_cut_at_a_slash() {
        for (path, expected) in [
            ("/booking/7/", "/booking/7/"),
            ("/a%3Bb", "/a%3Bb"),
            ("/a/b;Domain=c/d", "/a/"),
            ("/;", "/"),
            ("/a/b,c", "/a/"),
            ("/a/é", "/a/"),
        ] {
            assert_eq!(cookie_path(path), expected, "{path}");
        }
    }
}
