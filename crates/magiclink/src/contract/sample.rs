//! What the suite keeps in a store.

use std::time::Duration;

use crate::{
    bearer::Digest,
    client::Client,
    clock::Timestamp,
    mail::Mail,
    person::Person,
    primary_key::AccountKey,
    session::Session,
    store::{
        LoginRequest, NewPerson, PersonStore,
        link::{Link, Opening},
    },
    token::TokenId,
};

/// When the suite takes place.
pub(super) const NOW: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

/// A text that whoever builds SQL or C strings from texts gets wrong.
pub(super) const TRICKY: &str = "nul\0 'one' \"two\" `three` \\ %_ ?1 $1 -- \r\n Ünï 🗝\u{202e} end";

/// So many seconds after [`NOW`].
pub(super) fn after(seconds: u64) -> Timestamp {
    NOW.saturating_add(Duration::from_secs(seconds))
}

/// The last moment before `time`.
pub(super) fn just_before(time: Timestamp) -> Timestamp {
    time.saturating_sub(Duration::from_micros(1))
}

pub(super) fn digest(kind: &str, number: usize) -> Digest {
    Digest::of(&[kind.as_bytes(), &number.to_be_bytes()])
}

/// The key of an account that is none of the store's own people.
pub(super) fn account(number: i64) -> AccountKey {
    key(1_000_000 + number)
}

pub(super) fn key(id: i64) -> AccountKey {
    AccountKey::of(&id).expect("a number fits into its encoding")
}

pub(super) fn client() -> Client {
    Client {
        address: "2001:db8::7".parse().ok(),
        browser: TRICKY.to_owned(),
    }
}

/// A session that lasts an hour.
pub(super) fn session(number: usize, account: &AccountKey) -> Session {
    Session {
        id: digest("session", number),
        account: account.clone(),
        created: NOW,
        seen: after(1),
        expires: after(3600),
        client: client(),
    }
}

/// A request that is open for ten minutes, its code for five.
pub(super) fn request(number: usize, account: Option<&AccountKey>) -> LoginRequest {
    LoginRequest {
        id: TokenId::from_bytes((number as u64).to_be_bytes()),
        browser: digest("browser", number),
        account: account.cloned(),
        code: digest("code", number),
        code_expires: after(300),
        code_tries: 5,
        next: Some(TRICKY.to_owned()),
        asked: NOW,
        client: client(),
        expires: after(600),
        spent: None,
    }
}

/// A link without a limit that can be opened for two hours.
pub(super) fn link(number: usize, account: &AccountKey) -> Link {
    Link {
        id: TokenId::from_bytes((number as u64).to_be_bytes()),
        account: account.clone(),
        state: digest("state", number),
        scope: format!("booking:{number}"),
        label: format!("Link {number}"),
        created: NOW,
        expires: after(7200),
        max_uses: None,
        uses: 0,
        last_opened: None,
        passphrase: None,
        revoked: None,
    }
}

/// An opening of a link that goes on for an hour.
pub(super) fn opening(number: usize, link: &Link) -> Opening {
    Opening {
        id: digest("opening", number),
        link: link.id,
        opened: NOW,
        expires: after(3600),
    }
}

/// A mail that is due so many seconds after [`NOW`].
pub(super) fn mail(number: usize, due: u64) -> Mail {
    Mail {
        to: "jane.doe@example.com".to_owned(),
        subject: format!("mail {number}"),
        text: format!("text {number} {TRICKY}"),
        html: format!("<p>{number}</p> {TRICKY}"),
        message_id: format!("message-{number}"),
        written: after(due),
        expires: after(due + 600),
    }
}

/// A person whose address is `name@example.com`.
pub(super) async fn person(store: &impl PersonStore, name: &str) -> Person {
    let email = format!("{name}@example.com");
    let new = NewPerson {
        email: &email,
        email_key: &email,
        marker: TRICKY,
        language: Some("de"),
        created: NOW,
    };
    let made = store.create_person(&new).await.expect("the store answers");
    made.expect("an address that nobody has is free")
}
