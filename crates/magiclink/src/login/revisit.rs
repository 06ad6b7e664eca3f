//! A link that is opened once more by the account that it has logged in.

use crate::{
    account::Account,
    login::LoginFlow,
    primary_key::AccountKey,
    scope::Login,
    store::{EmailAccountStore, StoreError},
};

/// A link of the account that is logged in already.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Revisit {
    /// Where the link leads: a local path.
    pub next: Option<String>,
}

impl<A: EmailAccountStore> LoginFlow<A> {
    /// Tells whether a link, used or late or not, is one of `account`; `None` if it is forged or another
    /// account's. Nothing is changed or counted.
    ///
    /// A browser that is logged in as that account can be sent on, instead of being told that its second
    /// click came too late.
    ///
    /// # Errors
    ///
    /// The store failed.
    pub async fn revisit(
        &self,
        token: &str,
        account: &AccountKey,
    ) -> Result<Option<Revisit>, StoreError> {
        // The key that a v3 token names is genuine as soon as it is decoded.
        let Ok(unverified) = self.tokens.decode(token, &Login) else {
            return Ok(None);
        };
        let key: &<A::Account as Account>::Key = unverified.primary_key();
        if AccountKey::of(key).as_ref() != Some(account) {
            return Ok(None);
        }
        let request = match unverified.id() {
            Some(id) => self.store.find_login(id).await?,
            None => None,
        };
        Ok(Some(Revisit {
            next: request.and_then(|request| request.next),
        }))
    }
}
