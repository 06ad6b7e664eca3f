//! The application's own users; in earnest a table of its database.

use std::{collections::HashMap, sync::Arc};

use magiclink::{
    Account,
    account::{LastLogin, marker},
    email::Email,
    secret::RandomError,
    store::{AccountStore, EmailAccountStore, StoreError},
};

/// A user, as the application has them.
#[derive(Clone, Debug)]
pub(crate) struct User {
    id: i64,
    pub(crate) name: String,
    email: String,
    marker: String,
}

impl Account for User {
    type Key = i64;

    fn primary_key(&self) -> i64 {
        self.id
    }

    fn is_active(&self) -> bool {
        true
    }

    fn password(&self) -> Option<&str> {
        Some(&self.marker)
    }

    fn email(&self) -> &str {
        &self.email
    }

    fn last_login(&self) -> Option<LastLogin> {
        None
    }
}

/// All users, by their primary keys.
#[derive(Clone, Debug)]
pub(crate) struct Users(Arc<HashMap<i64, User>>);

impl Users {
    /// Jane Doe, and nobody else.
    pub(crate) fn example() -> Result<Self, RandomError> {
        let (name, email) = ("Jane Doe".to_owned(), "jane.doe@example.com".to_owned());
        let jane = User {
            id: 1,
            name,
            email,
            marker: marker()?,
        };
        Ok(Self(Arc::new(HashMap::from([(jane.id, jane)]))))
    }
}

impl AccountStore for Users {
    type Account = User;

    async fn find(&self, key: &i64) -> Result<Option<User>, StoreError> {
        Ok(self.0.get(key).cloned())
    }
}

impl EmailAccountStore for Users {
    async fn find_by_email(&self, email: &Email) -> Result<Option<User>, StoreError> {
        let has_it = |user: &&User| user.email.parse::<Email>().is_ok_and(|own| own == *email);
        Ok(self.0.values().find(has_it).cloned())
    }
}
