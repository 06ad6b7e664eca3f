//! What the tests keep in a store.

use std::{fs, path::PathBuf, time::Duration};

use magiclink::{
    bearer::Digest, client::Client, clock::Timestamp, mail::Mail, primary_key::AccountKey,
    session::Session, store::LoginRequest, token::TokenId,
};

pub(crate) const NOW: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

/// A folder that is deleted with all that is in it.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        let name = TokenId::random().expect("a name for the folder");
        let path = std::env::temp_dir().join(format!("magiclink-test-{name}"));
        fs::create_dir(&path).expect("an empty folder");
        Self(path)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.0.join("magiclink.db")
    }

    /// Makes the file that a test wrote its owner's alone: no other is opened.
    pub(crate) fn keep_to_owner(&self) {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::Permissions::from_mode(0o600);
            fs::set_permissions(self.database(), mode).expect("the file is there");
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).expect("the folder is there");
    }
}

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
