//! The person that a token is for, as an application's own users table has them.

mod iso_text;
mod last_login;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

pub use self::last_login::{LastLogin, LastLoginError};
use crate::{
    primary_key::PrimaryKey,
    secret::{RandomError, random},
};

/// A person who can log in. Implement it for your own type of users.
///
/// ```
/// use magiclink::account::{Account, LastLogin};
///
/// struct User {
///     id: i64,
///     email: String,
///     password: String,
///     last_login: Option<time::OffsetDateTime>,
///     disabled: bool,
/// }
///
/// impl Account for User {
///     type Key = i64;
///
///     fn primary_key(&self) -> i64 {
///         self.id
///     }
///
///     fn is_active(&self) -> bool {
///         !self.disabled
///     }
///
///     fn password(&self) -> Option<&str> {
///         Some(&self.password)
///     }
///
///     fn email(&self) -> &str {
///         &self.email
///     }
///
///     fn last_login(&self) -> Option<LastLogin> {
///         self.last_login.map(LastLogin::from)
///     }
/// }
/// ```
///
/// What a token depends on besides the primary key is the account's *revocation state*: the password,
/// the address and the last login, each where the settings say so. When it changes, the account's
/// tokens are refused from then on.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an account",
    note = "implement `magiclink::Account` for your type of users"
)]
pub trait Account {
    /// The type of the field that finds the account.
    type Key: PrimaryKey;

    /// The field that finds the account; tokens carry it in clear.
    fn primary_key(&self) -> Self::Key;

    /// Whether the person may log in. The tokens of an account that is not active are refused.
    fn is_active(&self) -> bool;

    /// The password hash as the users table has it, in Django's format if it comes from there
    /// (`algorithm$…`); `None` if the column is null.
    ///
    /// An application without passwords keeps a [`marker`] there, so that tokens can be revoked.
    fn password(&self) -> Option<&str>;

    /// The email address, exactly as the users table has it; empty if there is none.
    fn email(&self) -> &str;

    /// When the person last logged in, exactly as the users table has it; `None` if never.
    ///
    /// It makes tokens single-use where the settings say so
    /// ([`Settings::with_one_time`](crate::settings::Settings::with_one_time)).
    fn last_login(&self) -> Option<LastLogin>;

    /// The language of mails to the person, such as `de`; `None`, the default, if it is not known.
    fn language(&self) -> Option<&str> {
        None
    }

    /// A number that is raised to revoke all v3 tokens of the account ("log out everywhere").
    ///
    /// 0, the default, if the users table has no such column.
    fn epoch(&self) -> u64 {
        0
    }
}

impl<A: Account + ?Sized> Account for &A {
    type Key = A::Key;

    fn primary_key(&self) -> A::Key {
        (**self).primary_key()
    }

    fn is_active(&self) -> bool {
        (**self).is_active()
    }

    fn password(&self) -> Option<&str> {
        (**self).password()
    }

    fn email(&self) -> &str {
        (**self).email()
    }

    fn last_login(&self) -> Option<LastLogin> {
        (**self).last_login()
    }

    fn language(&self) -> Option<&str> {
        (**self).language()
    }

    fn epoch(&self) -> u64 {
        (**self).epoch()
    }
}

/// Makes a random text for the password column of an account without password: `!` and 40 characters.
///
/// No password matches it, as Django's `set_unusable_password` has it. Writing a new one revokes all
/// tokens of the account.
///
/// # Errors
///
/// The operating system has no randomness to give.
pub fn marker() -> Result<String, RandomError> {
    let mut bytes = [0; 30];
    random(&mut bytes)?;
    let mut marker = String::with_capacity(41);
    marker.push('!');
    URL_SAFE_NO_PAD.encode_string(bytes, &mut marker);
    Ok(marker)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_is_no_password_and_never_the_same() -> Result<(), RandomError> {
        let (one, two) = (marker()?, marker()?);
        assert!(one.starts_with('!') && one.len() == 41);
        assert_ne!(one, two);
        Ok(())
    }
}
