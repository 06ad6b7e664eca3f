//! The cookie of a browser that has asked for a login link.

use magiclink::{bearer::Bearer, clock::Timestamp};

/// Which browser asked, and when it may ask again.
#[derive(Clone, Debug)]
pub(crate) struct LoginCookie {
    pub(crate) browser: Bearer,
    /// To be told; the limit itself is kept in the store.
    pub(crate) again: Timestamp,
}

impl LoginCookie {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (browser, again) = text.split_once('.')?;
        let again = again.parse().map(Timestamp::from_unix_seconds).ok()?;
        Some(Self {
            browser: Bearer::parse(browser)?,
            again,
        })
    }

    pub(crate) fn expose(&self) -> String {
        format!("{}.{}", self.browser.expose(), self.again.unix_seconds())
    }

    /// How many seconds until another mail may be asked for, at most a day.
    pub(crate) fn seconds_left(&self, now: Timestamp) -> i64 {
        self.again
            .unix_seconds()
            .saturating_sub(now.unix_seconds())
            .clamp(0, 86_400)
    }
}
