//! All URLs of the flows, in one table.

use magiclink::base_url::BaseUrl;
use url::form_urlencoded;

/// A page or an action of the flows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Route {
    /// The form that asks for a login link.
    Login,
    /// "Check your email", with the field for the code.
    Sent,
    /// Where a login link leads.
    Auth,
    /// Takes a typed code.
    Code,
    /// "It wasn't me".
    Cancel,
    /// The login was called off.
    Cancelled,
    /// Logs out; shows that nobody is logged in.
    Logout,
    /// Who is logged in, since when, on which browsers.
    Account,
    /// Logs one browser out.
    EndSession,
    /// Logs all other browsers out.
    EndOthers,
    /// Opens a private link: takes the form of the page that asks for a confirmation or a passphrase.
    OpenLink,
}

impl Route {
    /// Every route. The router is made from this list.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().map(|(route, _)| route)
    }

    /// Every route, with the name that templates know it by.
    pub(crate) const ALL: [(Self, &'static str); 11] = [
        (Self::Login, "login"),
        (Self::Sent, "sent"),
        (Self::Auth, "auth"),
        (Self::Code, "code"),
        (Self::Cancel, "cancel"),
        (Self::Cancelled, "cancelled"),
        (Self::Logout, "logout"),
        (Self::Account, "account"),
        (Self::EndSession, "end_session"),
        (Self::EndOthers, "end_others"),
        (Self::OpenLink, "open_link"),
    ];

    /// The path, counted from the base URL.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Login => "/login/",
            Self::Sent => "/login/sent/",
            Self::Auth => "/login/auth/",
            Self::Code => "/login/code/",
            Self::Cancel => "/login/cancel/",
            Self::Cancelled => "/login/cancelled/",
            Self::Logout => "/logout/",
            Self::Account => "/account/",
            Self::EndSession => "/account/log-out/",
            Self::EndOthers => "/account/log-out-others/",
            Self::OpenLink => "/link/open/",
        }
    }
}

/// The routes as a browser sees them: with the path of the base URL before them.
#[derive(Clone, Debug)]
pub(crate) struct Urls {
    base_url: BaseUrl,
    prefix: String,
}

impl Urls {
    pub(crate) fn new(base_url: BaseUrl) -> Self {
        let prefix = base_url.path().trim_end_matches('/').to_owned();
        Self { base_url, prefix }
    }

    /// The path on the site.
    pub(crate) fn of(&self, route: Route) -> String {
        self.below(route.path())
    }

    /// The path on the site of something below the base URL.
    pub(crate) fn below(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The path on the site with one parameter.
    pub(crate) fn with(&self, route: Route, name: &str, value: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        format!(
            "{}?{}",
            self.of(route),
            query.append_pair(name, value).finish()
        )
    }

    /// The absolute URL, for links in mails.
    pub(crate) fn absolute(&self, route: Route) -> String {
        self.base_url.join(route.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_begin_with_the_path_of_the_base_url() {
        let urls = |text| Urls::new(BaseUrl::parse(text).unwrap());
        let (plain, below) = (urls("https://a.example"), urls("https://a.example/app/"));
        assert_eq!(plain.of(Route::Auth), "/login/auth/");
        assert_eq!(below.of(Route::Auth), "/app/login/auth/");
        assert_eq!(
            below.absolute(Route::Auth),
            "https://a.example/app/login/auth/"
        );
        assert_eq!(
            plain.with(Route::Login, "next", "/a?b=c&d#e"),
            "/login/?next=%2Fa%3Fb%3Dc%26d%23e"
        );
    }

    #[test]
    fn the_table_is_whole() {
        for (index, (route, name)) in Route::ALL.iter().enumerate() {
            assert!(route.path().starts_with('/') && route.path().ends_with('/'));
            assert!(
                Route::ALL[..index]
                    .iter()
                    .all(|(other, _)| other.path() != route.path())
            );
            assert!(!name.is_empty());
        }
    }
}
