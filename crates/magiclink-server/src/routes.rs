//! All URLs of the program itself, in one table.

use std::fmt::Display;

/// A page or an action of the program; those of the login are [`magiclink_axum::Route`]'s.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Route {
    /// The process answers.
    Live,
    /// The database answers, too.
    Ready,
    /// What `magiclink doctor` asks.
    Doctor,
    /// The mails of `inbox:`.
    DevMails,
    /// One of them,
    DevMail,
    /// its HTML,
    DevMailHtml,
    /// and the style sheet of these pages.
    DevMailStyle,
    /// The private links of who is logged in.
    Links,
    /// The form for one more, and the link when it is made.
    NewLink,
    /// The script that copies it.
    CopyScript,
    /// Revokes one of them,
    RevokeLink,
    /// or all.
    RevokeLinks,
    /// The private links of all accounts.
    AllLinks,
    /// Revokes one of them.
    RevokeAnyLink,
    /// All accounts.
    Accounts,
    /// The form for one more.
    NewAccount,
    /// One account.
    Account,
    /// Keeps it from logging in.
    DisableAccount,
    /// Lets it log in again.
    EnableAccount,
    /// Logs it out everywhere.
    LogAccountOut,
    /// Mails it a login link.
    SendLoginLink,
    /// The outbox.
    Mails,
    /// Tries a mail at once.
    RetryMail,
    /// Does not send a mail.
    DropMail,
    /// What has happened.
    Audit,
}

impl Route {
    /// Every route. The router is made from this list.
    pub(crate) const ALL: [Self; 25] = [
        Self::Live,
        Self::Ready,
        Self::Doctor,
        Self::DevMails,
        Self::DevMail,
        Self::DevMailHtml,
        Self::DevMailStyle,
        Self::Links,
        Self::NewLink,
        Self::CopyScript,
        Self::RevokeLink,
        Self::RevokeLinks,
        Self::AllLinks,
        Self::RevokeAnyLink,
        Self::Accounts,
        Self::NewAccount,
        Self::Account,
        Self::DisableAccount,
        Self::EnableAccount,
        Self::LogAccountOut,
        Self::SendLoginLink,
        Self::Mails,
        Self::RetryMail,
        Self::DropMail,
        Self::Audit,
    ];

    /// The path, as the router takes it.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Live => "/health/live",
            Self::Ready => "/health/ready",
            Self::Doctor => "/dev/doctor/",
            Self::DevMails => "/dev/mail/",
            Self::DevMail => "/dev/mail/{id}/",
            Self::DevMailHtml => "/dev/mail/{id}/html/",
            Self::DevMailStyle => "/dev/mail/style.css",
            Self::Links => "/links/",
            Self::NewLink => "/links/new/",
            Self::CopyScript => "/links/copy.js",
            Self::RevokeLink => "/links/{id}/revoke/",
            Self::RevokeLinks => "/links/revoke/",
            Self::AllLinks => "/admin/links/",
            Self::RevokeAnyLink => "/admin/links/{id}/revoke/",
            Self::Accounts => "/admin/accounts/",
            Self::NewAccount => "/admin/accounts/new/",
            Self::Account => "/admin/accounts/{id}/",
            Self::DisableAccount => "/admin/accounts/{id}/disable/",
            Self::EnableAccount => "/admin/accounts/{id}/enable/",
            Self::LogAccountOut => "/admin/accounts/{id}/log-out/",
            Self::SendLoginLink => "/admin/accounts/{id}/send/",
            Self::Mails => "/admin/mails/",
            Self::RetryMail => "/admin/mails/{id}/retry/",
            Self::DropMail => "/admin/mails/{id}/drop/",
            Self::Audit => "/admin/audit/",
        }
    }

    /// The path for one thing: a number or an identifier, which needs no escaping in a URL.
    pub(crate) fn of(self, id: impl Display) -> String {
        self.path().replace("{id}", &id.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_routes_have_one_path() {
        for (index, route) in Route::ALL.into_iter().enumerate() {
            let before = &Route::ALL[..index];
            assert!(before.iter().all(|other| other.path() != route.path()));
            assert!(route.path().starts_with('/'));
        }
        assert_eq!(Route::Account.of(7), "/admin/accounts/7/");
        assert_eq!(Route::Accounts.of(7), "/admin/accounts/");
    }
}
