//! Transactions: all of what is done in one is kept, or nothing.

use std::{ops::Deref, sync::Arc, time::Duration};

use deadpool_postgres::{Client, Object};
use tokio::{runtime, time::timeout};

use crate::error::Failure;

/// A connection in the middle of a transaction.
///
/// It owns its share of the connection, so that work on it can be a plain future.
#[derive(Debug)]
pub(crate) struct Transaction(Arc<Client>);

impl Deref for Transaction {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.0
    }
}

/// Does `work` in a transaction.
pub(crate) async fn transact<T, F>(
    client: Arc<Client>,
    work: impl Fn(Transaction) -> F,
) -> Result<T, Failure>
where
    F: Future<Output = Result<T, Failure>>,
{
    let open = Open(Some(Arc::clone(&client)));
    client.batch_execute("BEGIN").await?;
    match work(Transaction(Arc::clone(&client))).await {
        Ok(answer) => {
            let committed = client.batch_execute("COMMIT").await;
            open.has_ended();
            committed.map_err(|error| Failure::from(error).in_commit())?;
            Ok(answer)
        }
        Err(failure) => {
            // What is lost has ended already, and what cannot be rolled back is closed by whoever
            // finds it so.
            let rolled_back = client.batch_execute("ROLLBACK").await;
            open.has_ended();
            rolled_back.map_err(Failure::from)?;
            Err(failure)
        }
    }
}

/// A transaction that has not ended. Its connection is not for others until it has, also when whoever
/// waited for it is gone.
struct Open(Option<Arc<Client>>);

impl Open {
    fn has_ended(mut self) {
        self.0 = None;
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let Some(client) = self.0.take() else { return };
        match runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(roll_back(client))),
            Err(_) => close(client),
        }
    }
}

/// How long a connection that nobody waits for any more may take to become fit for others.
const LIMIT: Duration = Duration::from_secs(5);

async fn roll_back(client: Arc<Client>) {
    let rolled_back = timeout(LIMIT, client.batch_execute("ROLLBACK")).await;
    if !matches!(rolled_back, Ok(Ok(()))) {
        close(client);
    }
}

/// Closes a connection, which ends its transaction, too.
pub(crate) fn close(client: Arc<Client>) {
    if let Some(client) = Arc::into_inner(client) {
        drop(Object::take(client));
    }
}
