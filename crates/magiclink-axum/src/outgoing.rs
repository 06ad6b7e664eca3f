//! What a request has decided to send along with its answer, whoever writes that.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::{HeaderMap, header};

use crate::{
    cookies::{Cookie, SetCookie},
    headers,
};

/// Cookies to set, and how private the answer is.
#[derive(Debug, Default)]
pub(crate) struct Outgoing(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    cookies: Vec<SetCookie>,
    is_private: bool,
    had_token: bool,
}

impl Outgoing {
    /// Sets a cookie, in place of what was to be set for it before.
    pub(crate) fn set(&self, cookie: SetCookie) {
        let mut state = self.state();
        state.cookies.retain(|other| other.cookie != cookie.cookie);
        state.cookies.push(cookie);
    }

    /// The value that a cookie is about to get.
    pub(crate) fn value(&self, cookie: Cookie) -> Option<String> {
        self.state()
            .cookies
            .iter()
            .find(|set| set.cookie == cookie)
            .map(|set| set.value.clone())
    }

    /// The answer depends on who asks: no cache may keep it.
    pub(crate) fn keep_private(&self) {
        self.state().is_private = true;
    }

    /// The URL held a token, or the page is behind one: it may not be indexed or passed on either.
    pub(crate) fn had_token(&self) {
        self.state().had_token = true;
    }

    /// Writes everything into the headers of the answer.
    pub(crate) fn write(&self, target: &mut HeaderMap, is_https: bool) {
        let state = self.state();
        for cookie in &state.cookies {
            if let Some(value) = cookie.to_header(is_https) {
                target.append(header::SET_COOKIE, value);
            }
        }
        if state.is_private || state.had_token || !state.cookies.is_empty() {
            headers::keep_private(target, state.had_token);
        }
    }

    /// Whoever panicked while holding the lock left whole values behind.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
