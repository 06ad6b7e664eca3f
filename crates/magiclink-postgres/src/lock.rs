//! Locks on what has no row of its own, so that transactions wait for each other in one order.

use magiclink::{bearer::Digest, primary_key::AccountKey};

use crate::{error::Failure, query::execute, transaction::Transaction};

queries! {
    // In the order of the list. It ends with the transaction. The statements after it see what was
    // committed before the lock was given.
    LOCK = "SELECT pg_advisory_xact_lock(number) FROM unnest($1::bigint[]) AS number";
}

/// Has the transaction be the only one that changes several rows of this account.
///
/// It comes first in a transaction: two that change the rows of one account, each in the order that it
/// finds them in, would otherwise wait for each other.
pub(crate) async fn account(
    transaction: &Transaction,
    account: &AccountKey,
) -> Result<(), Failure> {
    let digest = Digest::of(&[b"lock of an account", account.as_bytes()]);
    lock(transaction, vec![number(&digest)]).await
}

/// Has the transaction be the only one that counts for these keys.
pub(crate) async fn limits(
    transaction: &Transaction,
    keys: impl Iterator<Item = &Digest>,
) -> Result<(), Failure> {
    let digests = keys.map(|key| Digest::of(&[b"lock of a limit", key.as_bytes()]));
    let numbers = digests.map(|digest| number(&digest)).collect();
    lock(transaction, numbers).await
}

async fn lock(transaction: &Transaction, mut numbers: Vec<i64>) -> Result<(), Failure> {
    numbers.sort_unstable();
    execute(transaction, LOCK, params![numbers]).await.map(drop)
}

/// Two things that share a number by chance only wait for each other.
fn number(digest: &Digest) -> i64 {
    let (first, _) = digest
        .as_bytes()
        .split_first_chunk()
        .expect("it is long enough");
    i64::from_be_bytes(*first)
}
