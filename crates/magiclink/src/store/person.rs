//! Where the accounts of an application without a users table are kept.

use async_trait::async_trait;

use crate::{clock::Timestamp, person::Person, store::StoreError};

/// An account that is to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewPerson<'p> {
    /// The address, as it was entered.
    pub email: &'p str,
    /// Its canonical key, by which it is found; unique.
    pub email_key: &'p str,
    /// A random text in place of a password ([`marker`](crate::account::marker)).
    pub marker: &'p str,
    /// The language of mails, if it is known.
    pub language: Option<&'p str>,
    /// Now.
    pub created: Timestamp,
}

/// Which accounts a list shows, and from where on.
#[derive(Clone, Copy, Debug)]
pub struct PersonList<'l> {
    /// The accounts whose address has this text in it, whatever the case of its ASCII letters; all if it
    /// is empty.
    pub search: &'l str,
    /// Only ids above this one: the last id of the page before; [`i64::MIN`] for the first page.
    pub after: i64,
    /// How many accounts at most.
    pub count: usize,
}

/// Keeps accounts.
#[async_trait]
pub trait PersonStore: std::fmt::Debug + Send + Sync {
    /// Makes an account, which is no admin; `None` if another one has the address. An id is used once, also after its
    /// account was deleted.
    async fn create_person(&self, person: &NewPerson<'_>) -> Result<Option<Person>, StoreError>;

    /// Finds an account by its id.
    async fn find_person(&self, id: i64) -> Result<Option<Person>, StoreError>;

    /// Finds an account by the canonical key of its address, compared byte by byte.
    async fn find_person_by_email(&self, email_key: &str) -> Result<Option<Person>, StoreError>;

    /// A page of a list of accounts, in the order of their ids.
    async fn people(&self, list: PersonList<'_>) -> Result<Vec<Person>, StoreError>;

    /// Enables or disables an account; disabling ends its sessions, open login requests and the openings
    /// of its links in the same transaction. False if there is no such account.
    async fn set_person_active(
        &self,
        id: i64,
        is_active: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Makes an account an admin, or one no longer. False if there is no such account.
    async fn set_person_admin(&self, id: i64, is_admin: bool) -> Result<bool, StoreError>;

    /// Logs an account out everywhere: raises its epoch, ends its sessions and open login requests, and
    /// revokes its links, in one transaction. False if there is no such account.
    async fn log_person_out(&self, id: i64, now: Timestamp) -> Result<bool, StoreError>;

    /// Deletes an account with its sessions, login requests and links; false if there is no such account.
    async fn delete_person(&self, id: i64) -> Result<bool, StoreError>;
}
