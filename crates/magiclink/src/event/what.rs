//! What can happen.

use crate::{
    bearer::Digest,
    clock::Timestamp,
    email::Email,
    event::{Limit, Reason, Way},
    mail::MailError,
    store::MailId,
    token::TokenId,
};

/// What has happened, with what an observer may know of it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum What<'e> {
    /// A login link was asked for, by somebody who typed this address. The account of the event is that of
    /// the address, if there is one that can log in; the visitor is not told whether there is.
    LoginAsked {
        /// What was typed: maybe nobody's address, maybe a stranger's.
        email: &'e Email,
    },
    /// A login link was made to be handed over, without a mail.
    LoginLinkMade,
    /// A login link was mailed to an account that had not asked for it.
    LoginLinkSent,
    /// A login link was refused.
    LoginRefused {
        /// Why.
        reason: Reason,
    },
    /// A typed code was refused.
    CodeRefused {
        /// Why.
        reason: Reason,
    },
    /// A link to call a login off was refused.
    CancelRefused {
        /// Why.
        reason: Reason,
    },
    /// A login was called off: "it wasn't me".
    LoginCancelled,
    /// Somebody has logged in.
    LoggedIn {
        /// By what.
        way: Way,
        /// The session, as stores name it.
        session: Digest,
    },
    /// An account has logged out.
    LoggedOut {
        /// The session that has ended.
        session: Digest,
    },
    /// An account has logged another of its browsers out.
    OtherLoggedOut {
        /// The session that has ended.
        session: Digest,
    },
    /// An account has logged all its other browsers out.
    OthersLoggedOut {
        /// How many sessions have ended.
        count: u64,
    },
    /// All sessions and links of an account have ended.
    AllLoggedOut,
    /// A private link was made.
    LinkMade {
        /// The link.
        link: TokenId,
    },
    /// A private link was opened, of which a row is kept. What a browser does with it later is not told.
    LinkOpened {
        /// The link.
        link: TokenId,
        /// How often it was opened so far.
        uses: u32,
    },
    /// A private link was refused, or its passphrase.
    LinkRefused {
        /// The link, if it is known.
        link: Option<TokenId>,
        /// Why.
        reason: Reason,
    },
    /// A private link was revoked.
    LinkRevoked {
        /// The link.
        link: TokenId,
    },
    /// All private links of an account were revoked.
    LinksRevoked {
        /// How many.
        count: u64,
    },
    /// The next server has taken a mail.
    MailSent {
        /// The mail.
        mail: MailId,
    },
    /// A mail could not be sent now, and is tried again.
    MailDelayed {
        /// The mail.
        mail: MailId,
        /// Why.
        error: &'e MailError,
        /// When it is tried again.
        due: Timestamp,
    },
    /// The mail server has refused a mail for good.
    MailRefused {
        /// The mail.
        mail: MailId,
        /// Why.
        error: &'e MailError,
    },
    /// The link in a mail had expired before it could be sent, so it never will be.
    MailExpired {
        /// The mail.
        mail: MailId,
    },
    /// A mail is to be tried again at once.
    MailRetried {
        /// The mail.
        mail: MailId,
    },
    /// A mail is not to be sent.
    MailDropped {
        /// The mail.
        mail: MailId,
    },
    /// An account was added.
    AccountAdded,
    /// An account can no longer log in; its sessions and links have ended.
    AccountDisabled,
    /// An account can log in again.
    AccountEnabled,
    /// An account was deleted.
    AccountDeleted,
    /// An account was made an admin.
    AdminMade,
    /// An account is no admin any more.
    AdminRemoved,
    /// Somebody has to wait before they may try again.
    Limited {
        /// What was tried too often.
        limit: Limit,
    },
}
