//! A tuple as Python chose it at random, and what this library answers to it.

use std::time::Duration;

use magiclink::{
    CreateError, Rejection, Tokens, clock::Timestamp, primary_key::PrimaryKey, scope::Login,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    account::{Account, Key, User},
    order::{Check, Make, Order},
    scope::Scope,
    settings::Settings,
};

/// Settings, account, scope and time; times and ages are in microseconds.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Case {
    settings: Settings,
    account: Account,
    /// Since 1970.
    now: i64,
    scope: Scope,
    /// The maximum age given at the check.
    max_age: Option<u64>,
}

impl Case {
    /// Makes the token of this case.
    pub(crate) fn make(&self) -> Result<String, CreateError> {
        self.carry_out(Make)
    }

    /// Checks `token` in this case.
    pub(crate) fn check(&self, token: &str) -> Result<(), Rejection> {
        let max_age = self.max_age.map(Duration::from_micros);
        self.carry_out(Check { token, max_age })
    }

    fn carry_out<O: Order>(&self, order: O) -> O::Outcome {
        match &self.account.key {
            Key::I16(key) => self.with_key(*key, order),
            Key::U16(key) => self.with_key(*key, order),
            Key::I32(key) => self.with_key(*key, order),
            Key::U32(key) => self.with_key(*key, order),
            Key::I64(key) => self.with_key(*key, order),
            Key::U64(key) => self.with_key(*key, order),
            Key::Uuid(key) => {
                let key = Uuid::parse_str(key).expect("Python writes whole UUIDs");
                self.with_key(key, order)
            }
            Key::Bytes(key) => self.with_key(key.clone(), order),
            Key::Text(key) => self.with_key(key.clone(), order),
        }
    }

    fn with_key<K: Clone + PrimaryKey, O: Order>(&self, key: K, order: O) -> O::Outcome {
        let user = User::new(&self.account, key);
        let now = Timestamp::from_unix_micros(self.now);
        let mut settings = self.settings.to_library();
        if let Some(namespace) = self.scope.namespace() {
            settings = settings.with_namespace(namespace);
        }
        let tokens = Tokens::new(settings).expect("all that is dangerous is allowed");
        match self.scope.to_library() {
            None => order.carry_out(tokens.scope(&Login).at(now), &user),
            Some(scope) => order.carry_out(tokens.scope(&scope).at(now), &user),
        }
    }
}
