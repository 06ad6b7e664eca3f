//! The users: customers, and the staff.

use magiclink::{
    Account,
    account::LastLogin,
    email::Email,
    store::{AccountStore, EmailAccountStore, StoreError},
};
use magiclink_sqlite::rusqlite::{OptionalExtension as _, Result, Row};

use crate::rentals::Rentals;

/// Somebody who can log in.
#[derive(Clone, Debug)]
pub(crate) struct User {
    pub(crate) id: i64,
    pub(crate) email: String,
    /// Nobody has a password here: what is kept in its place is random.
    password: String,
    pub(crate) is_staff: bool,
    is_active: bool,
}

impl User {
    /// Reads the columns from the first on.
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            email: row.get(1)?,
            password: row.get(2)?,
            is_staff: row.get(3)?,
            is_active: row.get(4)?,
        })
    }
}

/// What a token is made from, and what refuses it when it changes.
impl Account for User {
    type Key = i64;

    fn primary_key(&self) -> i64 {
        self.id
    }

    fn is_active(&self) -> bool {
        self.is_active
    }

    fn password(&self) -> Option<&str> {
        Some(&self.password)
    }

    fn email(&self) -> &str {
        &self.email
    }

    fn last_login(&self) -> Option<LastLogin> {
        None
    }
}

/// How the login and the private links find a user.
impl AccountStore for Rentals {
    type Account = User;

    async fn find(&self, id: &i64) -> Result<Option<User>, StoreError> {
        self.database().read(|connection| {
            let mut find = connection.prepare_cached(
                "SELECT id, email, password, is_staff, is_active FROM app_users WHERE id = ?1",
            )?;
            find.query_row([id], User::read).optional()
        })
    }
}

impl EmailAccountStore for Rentals {
    async fn find_by_email(&self, email: &Email) -> Result<Option<User>, StoreError> {
        self.database().read(|connection| {
            let mut find = connection.prepare_cached(
                "SELECT id, email, password, is_staff, is_active FROM app_users WHERE email_key = ?1",
            )?;
            find.query_row([email.key()], User::read).optional()
        })
    }
}
