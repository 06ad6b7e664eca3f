//! What an application keeps, as this library sees it.

use std::{error::Error, future::Future};

use crate::account::Account;

/// Finds accounts. Implement it for your own database.
///
/// ```
/// # use magiclink::{Account, account::LastLogin};
/// use std::collections::HashMap;
/// use magiclink::store::{AccountStore, StoreError};
/// # #[derive(Clone)] struct User;
/// # impl Account for User {
/// #     type Key = i64;
/// #     fn primary_key(&self) -> i64 { 1 }
/// #     fn is_active(&self) -> bool { true }
/// #     fn password(&self) -> Option<&str> { None }
/// #     fn email(&self) -> &str { "" }
/// #     fn last_login(&self) -> Option<LastLogin> { None }
/// # }
///
/// struct Users { /* a connection pool */ rows: HashMap<i64, User> }
///
/// impl AccountStore for Users {
///     type Account = User;
///
///     async fn find(&self, key: &i64) -> Result<Option<User>, StoreError> {
///         Ok(self.rows.get(key).cloned())
///     }
/// }
/// ```
pub trait AccountStore {
    /// The application's type of users.
    type Account: Account;

    /// Finds the account with this primary key; `None` if there is none.
    ///
    /// The key comes from a text that anyone can send and is not yet verified.
    ///
    /// # Errors
    ///
    /// The database could not answer.
    fn find(
        &self,
        key: &<Self::Account as Account>::Key,
    ) -> impl Future<Output = Result<Option<Self::Account>, StoreError>> + Send;
}

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
