//! Finding what a browser has opened, on each of its requests.

use crate::{
    account::Account,
    bearer::Bearer,
    link::{Links, Opened},
    store::{AccountStore, StoreError},
};

impl<A: AccountStore> Links<A> {
    /// Finds the link that a browser has opened, by the value of its cookie; `None` if there is none, or
    /// no longer.
    ///
    /// The link and the account are read each time: revoking the link, disabling the account, and whatever
    /// revokes its tokens act at the next request.
    ///
    /// # Errors
    ///
    /// The store failed.
    pub async fn find(&self, bearer: &Bearer) -> Result<Option<Opened<A::Account>>, StoreError> {
        let now = self.clock.now();
        let found = self.store.find_opening(&bearer.digest(), now).await?;
        let Some((opening, link)) = found.filter(|(_, link)| link.is_valid(now)) else {
            return Ok(None);
        };
        let Some(key) = link.account.decode() else {
            return Ok(None);
        };
        let account = self.accounts.find(&key).await?;
        Ok(account
            .filter(|account| account.is_active() && self.tokens.is_unchanged(account, &link.state))
            .map(|account| Opened {
                account,
                link,
                opening,
            }))
    }
}
