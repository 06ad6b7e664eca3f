//! Accounts and what revokes their tokens.

use magiclink::{
    Account,
    account::LastLogin,
    primary_key::{KeyBuffer, KeyTooLong, PrimaryKey},
};

/// All of an account that a token can be bound to.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) struct State {
    pub(crate) password: Option<String>,
    pub(crate) email: String,
    pub(crate) last_login: Option<LastLogin>,
    pub(crate) epoch: u64,
}

impl State {
    /// A state with nothing unusual about it.
    pub(crate) fn plain() -> Self {
        Self {
            password: Some("!3kT0pWq9vXz7bRn5mLj2cGd8fHs6yAe4uVi1oKpQ".to_owned()),
            email: "jane.doe@example.com".to_owned(),
            last_login: None,
            epoch: 0,
        }
    }
}

/// An account with a primary key of any type.
#[derive(Clone, Debug)]
pub(crate) struct Person<K> {
    pub(crate) key: K,
    pub(crate) state: State,
}

impl<K: PrimaryKey + Clone> Account for Person<K> {
    type Key = K;

    fn primary_key(&self) -> K {
        self.key.clone()
    }

    fn is_active(&self) -> bool {
        true
    }

    fn password(&self) -> Option<&str> {
        self.state.password.as_deref()
    }

    fn email(&self) -> &str {
        &self.state.email
    }

    fn last_login(&self) -> Option<LastLogin> {
        self.state.last_login
    }

    fn epoch(&self) -> u64 {
        self.state.epoch
    }
}

/// A primary key in an encoding that the library does not have: 24 bits.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Short(pub(crate) [u8; 3]);

impl PrimaryKey for Short {
    const ENCODING: &'static str = "short";

    fn encode(&self, buffer: &mut KeyBuffer<'_>) -> Result<(), KeyTooLong> {
        buffer.push(&self.0)
    }

    fn decode(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (key, rest) = bytes.split_first_chunk()?;
        Some((Self(*key), rest))
    }
}
