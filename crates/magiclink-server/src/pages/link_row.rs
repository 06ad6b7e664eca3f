//! A private link, as the lists of links show it.

use magiclink::{
    clock::Timestamp,
    link::{Link, LinkState},
    token::TokenId,
};
use magiclink_axum::minijinja::{Value, context};

use crate::site::Target;

/// A link, as templates know it.
pub(super) fn values(link: &Link, now: Timestamp) -> Value {
    let target = Target::of_scope(&link.scope);
    let path = target.as_ref().map(|target| target.path().to_string());
    context! {
        id => link.id.to_string(), label => &*link.label,
        path => path.unwrap_or_else(|| link.scope.clone()),
        is_folder => matches!(target, Some(Target::Folder(_))),
        created => link.created.unix_seconds(), expires => link.expires.unix_seconds(),
        uses => link.uses, max_uses => link.max_uses,
        last_opened => link.last_opened.map(Timestamp::unix_seconds),
        has_passphrase => link.passphrase.is_some(), state => word(link.state_at(now)),
        can_be_revoked => link.is_valid(now),
    }
}

/// What the word for a state is called in the language files.
const fn word(state: LinkState) -> &'static str {
    match state {
        LinkState::Open => "open",
        LinkState::UsedUp => "used-up",
        LinkState::Expired => "expired",
        LinkState::Revoked => "revoked",
    }
}

/// What the URL of a next page names a link by.
pub(super) fn name(link: &Link) -> String {
    format!("{}-{}", link.created.unix_micros(), link.id)
}

/// Reads what [`name`] has written.
pub(super) fn read(name: &str) -> Option<(Timestamp, TokenId)> {
    let (created, id) = name.rsplit_once('-')?;
    let created = created.parse().map(Timestamp::from_unix_micros).ok()?;
    Some((created, id.parse().ok()?))
}
