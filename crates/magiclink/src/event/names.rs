//! What an event is called, and what is in it, for whoever writes it down.

use crate::{bearer::Digest, event::What, store::MailId, token::TokenId};

impl What<'_> {
    /// Every name that [`name`](Self::name) gives.
    pub const NAMES: [&'static str; 30] = [
        "login-asked",
        "login-link-made",
        "login-link-sent",
        "login-refused",
        "code-refused",
        "cancel-refused",
        "login-cancelled",
        "logged-in",
        "logged-out",
        "other-logged-out",
        "others-logged-out",
        "all-logged-out",
        "link-made",
        "link-opened",
        "link-refused",
        "link-revoked",
        "links-revoked",
        "mail-sent",
        "mail-delayed",
        "mail-refused",
        "mail-expired",
        "mail-retried",
        "mail-dropped",
        "account-added",
        "account-disabled",
        "account-enabled",
        "account-deleted",
        "admin-made",
        "admin-removed",
        "limited",
    ];

    /// Its name: the same in all versions.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::LoginAsked { .. } => "login-asked",
            Self::LoginLinkMade => "login-link-made",
            Self::LoginLinkSent => "login-link-sent",
            Self::LoginRefused { .. } => "login-refused",
            Self::CodeRefused { .. } => "code-refused",
            Self::CancelRefused { .. } => "cancel-refused",
            Self::LoginCancelled => "login-cancelled",
            Self::LoggedIn { .. } => "logged-in",
            Self::LoggedOut { .. } => "logged-out",
            Self::OtherLoggedOut { .. } => "other-logged-out",
            Self::OthersLoggedOut { .. } => "others-logged-out",
            Self::AllLoggedOut => "all-logged-out",
            Self::LinkMade { .. } => "link-made",
            Self::LinkOpened { .. } => "link-opened",
            Self::LinkRefused { .. } => "link-refused",
            Self::LinkRevoked { .. } => "link-revoked",
            Self::LinksRevoked { .. } => "links-revoked",
            Self::MailSent { .. } => "mail-sent",
            Self::MailDelayed { .. } => "mail-delayed",
            Self::MailRefused { .. } => "mail-refused",
            Self::MailExpired { .. } => "mail-expired",
            Self::MailRetried { .. } => "mail-retried",
            Self::MailDropped { .. } => "mail-dropped",
            Self::AccountAdded => "account-added",
            Self::AccountDisabled => "account-disabled",
            Self::AccountEnabled => "account-enabled",
            Self::AccountDeleted => "account-deleted",
            Self::AdminMade => "admin-made",
            Self::AdminRemoved => "admin-removed",
            Self::Limited { .. } => "limited",
        }
    }

    /// The private link that it is about.
    #[must_use]
    pub const fn link(&self) -> Option<TokenId> {
        match *self {
            Self::LinkMade { link }
            | Self::LinkOpened { link, .. }
            | Self::LinkRevoked { link }
            | Self::LinkRefused {
                link: Some(link), ..
            } => Some(link),
            _ => None,
        }
    }

    /// The mail that it is about.
    #[must_use]
    pub const fn mail(&self) -> Option<MailId> {
        match *self {
            Self::MailSent { mail }
            | Self::MailDelayed { mail, .. }
            | Self::MailRefused { mail, .. }
            | Self::MailExpired { mail }
            | Self::MailRetried { mail }
            | Self::MailDropped { mail } => Some(mail),
            _ => None,
        }
    }

    /// The session that has begun or ended.
    #[must_use]
    pub const fn session(&self) -> Option<Digest> {
        match *self {
            Self::LoggedIn { session, .. }
            | Self::LoggedOut { session }
            | Self::OtherLoggedOut { session } => Some(session),
            _ => None,
        }
    }

    /// A word on it: why something was refused, by what somebody has logged in, what is limited.
    #[must_use]
    pub const fn detail(&self) -> Option<&'static str> {
        match *self {
            Self::LoginRefused { reason }
            | Self::CodeRefused { reason }
            | Self::CancelRefused { reason }
            | Self::LinkRefused { reason, .. } => Some(reason.as_str()),
            Self::LoggedIn { way, .. } => Some(way.name()),
            Self::Limited { limit } => Some(limit.name()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_in_the_list() {
        let source = include_str!("names.rs");
        let arms = source.lines().filter_map(|line| line.split_once(" => \""));
        let named = arms.filter_map(|(_, name)| name.strip_suffix("\","));
        assert_eq!(named.collect::<Vec<_>>(), What::NAMES);
    }
}
