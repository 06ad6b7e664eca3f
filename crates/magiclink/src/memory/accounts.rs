//! Accounts in memory.

use std::{
    collections::HashMap,
    future::{Future, ready},
    hash::{BuildHasher, Hash},
};

use crate::{
    account::Account,
    store::{AccountStore, StoreError},
};

/// Accounts by their primary keys.
impl<A, S> AccountStore for HashMap<A::Key, A, S>
where
    A: Account + Clone + Send + Sync,
    A::Key: Eq + Hash + Sync,
    S: BuildHasher + Sync,
{
    type Account = A;

    fn find(&self, key: &A::Key) -> impl Future<Output = Result<Option<A>, StoreError>> + Send {
        ready(Ok(self.get(key).cloned()))
    }
}
