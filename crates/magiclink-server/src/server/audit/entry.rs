//! What the audit log keeps of an event.

use magiclink::{
    email::Email,
    event::{Actor, Event, What},
    store::AuditEntry,
};

/// What is kept of an event. An address that somebody typed is not: maybe it is nobody's business here.
pub(super) fn of(event: &Event<'_>) -> AuditEntry {
    let admin = match event.by {
        Actor::Admin { account, .. } => Some(account.clone()),
        _ => None,
    };
    AuditEntry {
        at: event.at,
        what: event.what.name().to_owned(),
        by: event.by.name().to_owned(),
        admin,
        account: event.account.cloned(),
        client: event.client.cloned().unwrap_or_default(),
        link: event.what.link(),
        detail: detail(event),
        count: count(&event.what),
    }
}

/// Whether anybody can cause it as often as they like. What one account can cause is limited or done by
/// somebody who is logged in.
pub(super) const fn is_counted(event: &Event<'_>) -> bool {
    match event.what {
        What::LoginAsked { .. } => event.account.is_none(),
        What::LoginRefused { .. }
        | What::CodeRefused { .. }
        | What::CancelRefused { .. }
        | What::LinkRefused { .. }
        | What::LinkOpened { .. }
        | What::Limited { .. } => true,
        _ => false,
    }
}

fn detail(event: &Event<'_>) -> String {
    match (&event.what, event.email) {
        // The address of an account that is deleted is found nowhere else afterwards.
        (What::AccountAdded | What::AccountDeleted, Some(email)) => Email::mask_text(email),
        (what, _) => what.detail().unwrap_or_default().to_owned(),
    }
}

const fn count(what: &What<'_>) -> u64 {
    match *what {
        What::OthersLoggedOut { count } | What::LinksRevoked { count } => count,
        _ => 1,
    }
}
