//! Stores in memory, for tests, examples and small tools: what they hold is gone when the program ends.

mod accounts;
mod audit;
mod fingerprint;
mod limits;
mod link;
mod login;
mod outbox;
mod person;
mod session;

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{
    bearer::Digest,
    clock::Timestamp,
    session::Session,
    settings::Fingerprint,
    store::{
        AuditRow, LoginRequest, MailId,
        link::{Link, Opening},
    },
    token::TokenId,
};

/// Everything that the flows need kept, in memory.
#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    logins: HashMap<TokenId, LoginRequest>,
    sessions: HashMap<Digest, Session>,
    links: HashMap<TokenId, Link>,
    openings: HashMap<Digest, Opening>,
    histories: HashMap<Digest, Vec<Timestamp>>,
    mails: BTreeMap<MailId, outbox::Entry>,
    last_mail: i64,
    audit: Vec<AuditRow>,
    last_audit: i64,
    fingerprint: Option<Fingerprint>,
    people: BTreeMap<i64, person::Entry>,
    last_person: i64,
}

impl MemoryStore {
    /// Makes an empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whoever panicked while holding the lock left whole values behind: each method writes at its end.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
