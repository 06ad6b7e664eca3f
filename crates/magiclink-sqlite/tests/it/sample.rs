//! What the tests keep in a store; those of the other database use it, too.

use std::time::Duration;

use magiclink::{
    bearer::Digest, client::Client, clock::Timestamp, mail::Mail, primary_key::AccountKey,
    session::Session, store::LoginRequest, token::TokenId,
};

pub(crate) const NOW: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

pub(crate) fn later() -> Timestamp {
    NOW.saturating_add(Duration::from_mins(10))
}

pub(crate) fn account() -> AccountKey {
    AccountKey::of(&7_i64).expect("a number fits")
}

pub(crate) fn session(number: usize) -> Session {
    Session {
        id: Digest::of(&[b"session", &number.to_be_bytes()]),
        account: account(),
        created: NOW,
        seen: NOW,
        expires: later(),
        client: Client::default(),
    }
}

pub(crate) fn request(number: usize) -> LoginRequest {
    LoginRequest {
        id: TokenId::from_bytes((number as u64).to_be_bytes()),
        browser: Digest::of(&[b"browser"]),
        account: Some(account()),
        code: Digest::of(&[b"code"]),
        code_expires: later(),
        code_tries: 5,
        next: None,
        asked: NOW,
        client: Client::default(),
        expires: later(),
        spent: None,
    }
}

pub(crate) fn mail(text: &str) -> Mail {
    Mail {
        to: "jane.doe@example.com".to_owned(),
        subject: "Log in".to_owned(),
        text: text.to_owned(),
        html: format!("<p>{text}</p>"),
        message_id: "message".to_owned(),
        written: NOW,
        expires: later(),
    }
}
