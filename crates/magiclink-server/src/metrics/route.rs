//! The pages as a metric names them: a few kinds, whatever path a request has.

/// A kind of page. There are as many as there are lines here: nobody can make another by asking for it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    /// The form that asks for a login link.
    Login,
    /// "Check your email".
    Sent,
    /// Where a login link leads.
    Auth,
    /// Takes a typed code.
    Code,
    /// "It wasn't me".
    Cancel,
    /// The style sheet.
    Style,
    Logout,
    Account,
    /// Opens a private link that asks first.
    OpenLink,
    /// The private links of who is logged in.
    Links,
    Admin,
    Health,
    /// The mailbox for trying out.
    DevMail,
    /// Everything else: the folders that are served, and what is not there.
    Site,
}

impl Kind {
    pub(super) const ALL: [Self; 14] = [
        Self::Login,
        Self::Sent,
        Self::Auth,
        Self::Code,
        Self::Cancel,
        Self::Style,
        Self::Logout,
        Self::Account,
        Self::OpenLink,
        Self::Links,
        Self::Admin,
        Self::Health,
        Self::DevMail,
        Self::Site,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Sent => "sent",
            Self::Auth => "auth",
            Self::Code => "code",
            Self::Cancel => "cancel",
            Self::Style => "style",
            Self::Logout => "logout",
            Self::Account => "account",
            Self::OpenLink => "open_link",
            Self::Links => "links",
            Self::Admin => "admin",
            Self::Health => "health",
            Self::DevMail => "dev_mail",
            Self::Site => "site",
        }
    }

    /// The kind of the page at `path`, whether there is one or not.
    pub(super) fn of(path: &str) -> Self {
        let below = |start| path.starts_with(start);
        match path {
            "/login/" => Self::Login,
            "/login/sent/" => Self::Sent,
            "/login/auth/" => Self::Auth,
            "/login/code/" => Self::Code,
            "/login/cancel/" | "/login/cancelled/" => Self::Cancel,
            "/logout/" => Self::Logout,
            "/link/open/" => Self::OpenLink,
            _ if below("/login/style-") => Self::Style,
            _ if below("/account/") => Self::Account,
            _ if below("/links/") => Self::Links,
            _ if below("/admin/") => Self::Admin,
            _ if below("/health/") => Self::Health,
            _ if below("/dev/") => Self::DevMail,
            _ => Self::Site,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::Route;

    #[test]
    fn every_route_of_the_program_and_of_the_flows_has_a_kind_of_its_own() {
        let flows = magiclink_axum::Route::all().map(magiclink_axum::Route::path);
        for path in Route::ALL.into_iter().map(Route::path).chain(flows) {
            assert_ne!(Kind::of(path), Kind::Site, "{path}");
        }
        for path in ["/", "", "*", "/login", "/login/x/", "/logins/", "/adminx/"] {
            assert_eq!(Kind::of(path), Kind::Site, "{path}");
        }
    }

    #[test]
    fn kinds_stand_in_the_list_where_their_number_says() {
        for (index, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, index);
        }
    }
}
