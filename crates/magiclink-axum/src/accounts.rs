//! What the flows over HTTP ask of an application's accounts.

use magiclink::{account::Account, store::EmailAccountStore};

/// An [`EmailAccountStore`] that can be shared by requests: every one is, if it can be cloned (a
/// connection pool, a handle) and its types can be sent between threads.
pub trait Accounts:
    EmailAccountStore<Account: Account<Key: Send + Sync> + Send + Sync + 'static>
    + Clone
    + Send
    + Sync
    + 'static
{
}

impl<T> Accounts for T where
    T: EmailAccountStore<Account: Account<Key: Send + Sync> + Send + Sync + 'static>
        + Clone
        + Send
        + Sync
        + 'static
{
}
