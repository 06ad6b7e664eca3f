//! What the benchmarks work on: one account, and what makes and checks its tokens.

use std::time::Duration;

use magiclink::{
    Account, Tokens,
    account::LastLogin,
    settings::{Settings, SettingsError},
};

/// A secret that the settings accept: they want it long and not monotonous.
pub const SECRET: &str = "q9CNsDOn6WqEEsXJzO9Yw3xwZ6bMbdfTBGZFQ3vlQbq7cTjN";

/// An account as it comes from the users table of a Django project.
#[derive(Clone, Debug)]
pub struct User {
    id: i32,
    password: String,
    email: String,
}

impl User {
    /// Makes the account of Jane Doe.
    #[must_use]
    pub fn jane() -> Self {
        let hash = "YkRzCx6S5uPHtPZCXbvH9cNfTXgkzEU2QWqtNlsVZDM=";
        Self {
            id: 1_234_567,
            password: format!("pbkdf2_sha256$1000000$aJ2OjPWpEFtVYxUZ9aLWxS${hash}"),
            email: "jane.doe@example.com".to_owned(),
        }
    }
}

impl Account for User {
    type Key = i32;

    fn primary_key(&self) -> i32 {
        self.id
    }

    fn is_active(&self) -> bool {
        true
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

/// Makes what makes and checks v2 tokens that expire, with django-sesame's defaults for all else.
///
/// # Errors
///
/// The settings are refused.
pub fn v2_tokens() -> Result<Tokens<i32>, SettingsError> {
    Tokens::new(Settings::django(SECRET).with_max_age(Duration::from_mins(10)))
}

/// Makes what makes and checks v3 tokens, with the defaults.
///
/// # Errors
///
/// The settings are refused.
pub fn v3_tokens() -> Result<Tokens<i32>, SettingsError> {
    Tokens::new(Settings::new(SECRET, "https://rentals.example"))
}
