//! Addresses as they may stand in the log.

use magiclink::{account::Account, email::Email};

/// The address of an account, with at most one character of its local part.
pub(crate) fn address_of(account: &impl Account) -> String {
    Email::parse(account.email()).map_or_else(|_| "***".to_owned(), |email| email.mask())
}
