//! Looking at a link without opening it.

use crate::{
    bearer::Bearer,
    clock::Timestamp,
    link::{CONTINUATION, Link, LinkError, LinkRefusal, Links, Opening, flow::key_of},
    rejection::Rejection,
    scope::{Private, Registered, Scope as _},
    store::{AccountStore, StoreError},
    token::TokenId,
};

/// A link that can be opened, and waits for that.
#[derive(Debug)]
#[must_use = "nothing is opened yet"]
pub struct Pending<A> {
    pub(super) account: A,
    pub(super) link: Link,
    /// The opening with which this browser goes on.
    pub(super) continued: Option<Opening>,
}

/// What it takes to open a link.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Needs {
    /// Nothing: it can be opened at once.
    Nothing,
    /// A confirmation by a person: each opening counts, and a scanner of mails must not use it up.
    Confirm,
    /// The passphrase; that is a confirmation, too.
    Passphrase,
}

impl<A> Pending<A> {
    /// Whose link it is.
    #[must_use]
    pub fn account(&self) -> &A {
        &self.account
    }

    /// The link.
    #[must_use]
    pub fn link(&self) -> &Link {
        &self.link
    }

    /// What it takes to open it. A browser that has opened it just now needs nothing.
    #[must_use]
    pub fn needs(&self) -> Needs {
        if self.continued.is_some() {
            Needs::Nothing
        } else if self.link.passphrase.is_some() {
            Needs::Passphrase
        } else if self.link.max_uses.is_some() {
            Needs::Confirm
        } else {
            Needs::Nothing
        }
    }
}

impl<A: AccountStore> Links<A> {
    /// Looks at a link: its token must be for one of `scopes`. Nothing is counted or changed.
    ///
    /// `held` gives what this browser holds from an earlier opening of the link, if it does: within
    /// [`CONTINUATION`] it goes on with that.
    ///
    /// The signature is checked before the store is asked for anything, then the account, then the row.
    ///
    /// # Errors
    ///
    /// The link is refused, or the store failed.
    pub async fn look_at(
        &self,
        token: &str,
        scopes: &[Private],
        held: impl FnOnce(TokenId) -> Option<Bearer> + Send,
    ) -> Result<Pending<A::Account>, LinkError> {
        let now = self.clock.now();
        let scope = self.scope_of(token, scopes)?;
        let verified = self.tokens.scope(&scope).at(now);
        let verified = verified.authenticate(token, &self.accounts).await?;
        let id = verified.id().ok_or(LinkRefusal::NotRegistered)?;
        let account = verified.into_account();
        let link = self.store.find_link(id).await?;
        let key = key_of(&account)?;
        let link = link
            .filter(|link| link.account == key && link.scope == scope.text())
            .ok_or(LinkRefusal::NotRegistered)?;
        let continued = self.continued(&link, held(id), now).await?;
        match LinkRefusal::of(&link, now) {
            None => {}
            Some(LinkRefusal::UsedUp) if continued.is_some() => {}
            Some(refusal) => return Err(refusal.into()),
        }
        Ok(Pending {
            account,
            link,
            continued,
        })
    }

    /// The one of `scopes` that the token is for.
    fn scope_of(&self, token: &str, scopes: &[Private]) -> Result<Registered, Rejection> {
        let mut refused = Rejection::ScopeNotSupported;
        for scope in scopes {
            let scope = Registered::new(scope);
            match self.tokens.decode(token, &scope) {
                Ok(_) => return Ok(scope),
                Err(rejection) => refused = rejection,
            }
        }
        Err(refused)
    }

    async fn continued(
        &self,
        link: &Link,
        held: Option<Bearer>,
        now: Timestamp,
    ) -> Result<Option<Opening>, StoreError> {
        let Some(bearer) = held else {
            return Ok(None);
        };
        let found = self.store.find_opening(&bearer.digest(), now).await?;
        Ok(found
            .map(|(opening, _)| opening)
            .filter(|opening| opening.link == link.id)
            .filter(|opening| now < opening.opened.saturating_add(CONTINUATION)))
    }
}
