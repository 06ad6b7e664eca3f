//! Where the accounts are found.

use std::future::Future;

use crate::{account::Account, email::Email, store::StoreError};

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

/// Finds accounts by address, too: what login by email needs.
pub trait EmailAccountStore: AccountStore {
    /// Finds the account whose stored address has the same canonical key; `None` if there is none.
    ///
    /// Compare bytes of [`Email::key`], not texts under a collation, which may take two addresses for
    /// one.
    ///
    /// # Errors
    ///
    /// The database could not answer.
    fn find_by_email(
        &self,
        email: &Email,
    ) -> impl Future<Output = Result<Option<Self::Account>, StoreError>> + Send;
}
