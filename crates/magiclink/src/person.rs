//! Accounts for whoever has no users table: what the program keeps, and what its store finds.

use std::{future::Future, sync::Arc};

use crate::{
    account::{Account, LastLogin},
    clock::Timestamp,
    email::Email,
    store::{AccountStore, EmailAccountStore, PersonStore, StoreError},
};

/// An account that a store of this library keeps, for an application without a users table.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Person {
    /// The primary key. It is never given to another person.
    pub id: i64,
    /// The address, as it was entered.
    pub email: String,
    /// A random text in place of a password, so that tokens can be revoked.
    pub marker: String,
    /// The language of mails, such as `de`; `None` if it is not known.
    pub language: Option<String>,
    /// Whether the person may log in.
    pub is_active: bool,
    /// Whether the person administers the others.
    pub is_admin: bool,
    /// Raised to log the person out everywhere.
    pub epoch: u64,
    /// When the account was made.
    pub created: Timestamp,
    /// When the person last logged in, also if that session has ended.
    pub last_login: Option<Timestamp>,
}

impl Account for Person {
    type Key = i64;

    fn primary_key(&self) -> i64 {
        self.id
    }

    fn is_active(&self) -> bool {
        self.is_active
    }

    fn password(&self) -> Option<&str> {
        Some(&self.marker)
    }

    fn email(&self) -> &str {
        &self.email
    }

    fn last_login(&self) -> Option<LastLogin> {
        self.last_login.map(LastLogin::from)
    }

    fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    fn epoch(&self) -> u64 {
        self.epoch
    }
}

/// The accounts of a [`PersonStore`], for the flows.
#[derive(Clone, Debug)]
pub struct People(Arc<dyn PersonStore>);

impl People {
    /// The accounts in `store`.
    #[must_use]
    pub fn new(store: Arc<dyn PersonStore>) -> Self {
        Self(store)
    }
}

impl AccountStore for People {
    type Account = Person;

    fn find(&self, key: &i64) -> impl Future<Output = Result<Option<Person>, StoreError>> + Send {
        self.0.find_person(*key)
    }
}

impl EmailAccountStore for People {
    async fn find_by_email(&self, email: &Email) -> Result<Option<Person>, StoreError> {
        self.0.find_person_by_email(email.key()).await
    }
}
