//! What the flows need kept, and by whom.
//!
//! Each trait is a small contract that a database can keep in one statement or one transaction; the
//! suite in [`contract`](crate::contract) (feature `contract`) checks a store against all of them.

mod account;
mod audit;
mod fingerprint;
mod limits;
// Rows of links are public as what they are, in `magiclink::link`.
pub(crate) mod link;
mod login;
mod outbox;
mod person;
mod session;

use std::error::Error;

pub use self::{
    account::{AccountStore, EmailAccountStore},
    audit::{AuditEntry, AuditList, AuditRow, AuditStore},
    fingerprint::{FingerprintStore, FollowError, follow},
    limits::{Demand, Limits},
    link::{LinkList, LinkStore},
    login::{LoginAttempt, LoginRequest, LoginStore},
    outbox::{Backlog, ListedMail, MailId, MailList, MailState, Outbox, QueuedMail, Undelivered},
    person::{NewPerson, PersonList, PersonStore},
    session::SessionStore,
};

/// Everything that the flows need kept, in one place.
pub trait Store: LoginStore + SessionStore + LinkStore + Outbox + Limits {}

impl<T: LoginStore + SessionStore + LinkStore + Outbox + Limits + ?Sized> Store for T {}

/// The store could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[error("the store failed")]
pub struct StoreError(#[source] Box<dyn Error + Send + Sync>);

impl StoreError {
    /// Wraps what the database said.
    pub fn new(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(source.into())
    }
}
