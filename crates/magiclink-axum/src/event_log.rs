//! Writes what happens into the log: one line for each event, with masked addresses.

use magiclink::{
    email::Email,
    event::{Actor, Event, Observer, What},
};
use tracing::{Level, field};

/// The log. Whatever else is told of an event is told of the same one.
#[derive(Debug)]
pub(crate) struct EventLog;

/// Writes a line at a level, which the macro of `tracing` wants to know beforehand.
macro_rules! line {
    ($level:expr, $event:ident) => {
        tracing::event!(
            $level,
            event = $event.what.name(),
            account.email = email($event),
            admin.email = admin($event),
            session.id = $event.what.session().map(field::debug),
            link.id = $event.what.link().map(field::display),
            mail.id = $event.what.mail().map(|mail| mail.0),
            detail = $event.what.detail(),
            count = count(&$event.what),
            error = error(&$event.what),
            "{}",
            words(&$event.what)
        )
    };
}

impl Observer for EventLog {
    fn observe(&self, event: &Event<'_>) {
        match event.what {
            What::MailRefused { .. } => line!(Level::ERROR, event),
            What::MailDelayed { .. } | What::MailExpired { .. } | What::LoginCancelled => {
                line!(Level::WARN, event);
            }
            // Anybody can cause these, as often as they like.
            What::LoginRefused { .. }
            | What::CodeRefused { .. }
            | What::CancelRefused { .. }
            | What::LinkRefused { .. } => line!(Level::DEBUG, event),
            _ => line!(Level::INFO, event),
        }
    }
}

fn email(event: &Event<'_>) -> Option<String> {
    match event.what {
        What::LoginAsked { email } => Some(email.mask()),
        _ => event.email.map(Email::mask_text),
    }
}

fn admin(event: &Event<'_>) -> Option<String> {
    match event.by {
        Actor::Admin { email, .. } => Some(Email::mask_text(email)),
        _ => None,
    }
}

fn count(what: &What<'_>) -> Option<u64> {
    match *what {
        What::OthersLoggedOut { count } | What::LinksRevoked { count } => Some(count),
        What::LinkOpened { uses, .. } => Some(uses.into()),
        _ => None,
    }
}

fn error<'e>(what: &What<'e>) -> Option<&'e (dyn std::error::Error + 'static)> {
    match what {
        What::MailDelayed { error, .. } | What::MailRefused { error, .. } => Some(*error),
        _ => None,
    }
}

const fn words(what: &What<'_>) -> &'static str {
    match what {
        What::LoginAsked { .. } => "a login link was asked for",
        What::LoginLinkMade => "a login link was made",
        What::LoginLinkSent => "a login link was mailed unasked",
        What::LoginRefused { .. } => "the link is refused",
        What::CodeRefused { .. } => "the code is refused",
        What::CancelRefused { .. } => "the link to call a login off is refused",
        What::LoginCancelled => "a login was called off by its account",
        What::LoggedIn { .. } => "logged in",
        What::LoggedOut { .. } => "logged out",
        What::OtherLoggedOut { .. } => "logged out from another browser",
        What::OthersLoggedOut { .. } => "logged out all other browsers",
        What::AllLoggedOut => "an account was logged out everywhere",
        What::Limited { .. } => "too many attempts",
        _ => words_on_things(what),
    }
}

const fn words_on_things(what: &What<'_>) -> &'static str {
    match what {
        What::LinkMade { .. } => "a private link was made",
        What::LinkOpened { .. } => "a private link was opened",
        What::LinkRefused { .. } => "the private link is refused",
        What::LinkRevoked { .. } => "a private link was revoked",
        What::LinksRevoked { .. } => "all private links of an account were revoked",
        What::MailSent { .. } => "a mail was sent",
        What::MailDelayed { .. } => "a mail is tried again later",
        What::MailRefused { .. } => "a mail was refused",
        What::MailExpired { .. } => "a mail was dropped: its link had expired",
        What::MailRetried { .. } => "a mail is tried again at once",
        What::MailDropped { .. } => "a mail is not to be sent",
        What::AccountAdded => "an account was added",
        What::AccountDisabled => "an account was disabled",
        What::AccountEnabled => "an account was enabled",
        What::AccountDeleted => "an account was deleted",
        What::AdminMade => "an account was made an admin",
        What::AdminRemoved => "an account is no admin any more",
        _ => "something happened",
    }
}
