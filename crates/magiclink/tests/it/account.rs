//! The account of the tests.

use magiclink::{Account, account::LastLogin, clock::Timestamp, primary_key::PrimaryKey};

/// An account with every field that a token can be bound to.
#[derive(Clone, Debug)]
pub(crate) struct Person<K = i64> {
    pub(crate) key: K,
    pub(crate) is_active: bool,
    pub(crate) password: Option<String>,
    pub(crate) email: String,
    pub(crate) last_login: Option<LastLogin>,
    pub(crate) epoch: u64,
}

/// The account with the primary key 1.
pub(crate) fn jane() -> Person {
    person(1)
}

/// An account that differs from the others in its primary key only.
pub(crate) fn person<K>(key: K) -> Person<K> {
    Person {
        key,
        is_active: true,
        password: Some(
            "pbkdf2_sha256$870000$zbd4JZSsqEnM$Zuh6GTEXqWzIx9SQT3FDK1ImWnYvVL5b9P0FuNAnfTs="
                .to_owned(),
        ),
        email: "jane.doe@example.com".to_owned(),
        last_login: Some(Timestamp::from_unix_micros(1_799_000_000_120_000).into()),
        epoch: 0,
    }
}

impl<K: PrimaryKey + Clone> Account for Person<K> {
    type Key = K;

    fn primary_key(&self) -> K {
        self.key.clone()
    }

    fn is_active(&self) -> bool {
        self.is_active
    }

    fn password(&self) -> Option<&str> {
        self.password.as_deref()
    }

    fn email(&self) -> &str {
        &self.email
    }

    fn last_login(&self) -> Option<LastLogin> {
        self.last_login
    }

    fn epoch(&self) -> u64 {
        self.epoch
    }
}
