//! Sessions: a browser that is logged in.

use std::{sync::Arc, time::Duration};

use crate::{
    account::Account,
    bearer::{Bearer, Digest},
    client::Client,
    clock::{Clock, Timestamp},
    primary_key::AccountKey,
    store::{AccountStore, Store, StoreError},
};

/// A browser that is logged in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Session {
    /// The digest of the value in the browser's cookie.
    pub id: Digest,
    /// Who is logged in.
    pub account: AccountKey,
    /// When the person logged in.
    pub created: Timestamp,
    /// When the session was last renewed.
    pub seen: Timestamp,
    /// Until when it lasts unless it is renewed.
    pub expires: Timestamp,
    /// The browser, as it was at the login.
    pub client: Client,
}

/// How long sessions last.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SessionAges {
    /// How long a session lasts without a visit: 14 days.
    pub idle: Duration,
    /// How old it is when a visit renews it: 7 days.
    pub renewal: Duration,
    /// How long it lasts at most: 90 days.
    pub longest: Duration,
}

impl Default for SessionAges {
    fn default() -> Self {
        let days = |days: u64| Duration::from_hours(24 * days);
        Self {
            idle: days(14),
            renewal: days(7),
            longest: days(90),
        }
    }
}

impl SessionAges {
    /// A new session for `account`, with the value for the browser's cookie in `bearer`.
    #[must_use]
    pub fn begin(
        &self,
        bearer: &Bearer,
        account: AccountKey,
        client: Client,
        now: Timestamp,
    ) -> Session {
        let expires = now.saturating_add(self.idle.min(self.longest));
        Session {
            id: bearer.digest(),
            account,
            created: now,
            seen: now,
            expires,
            client,
        }
    }

    /// When a session that is visited now expires from now on; `None` if it is too early to renew it.
    #[must_use]
    pub fn renewed(&self, session: &Session, now: Timestamp) -> Option<Timestamp> {
        let expires = now
            .saturating_add(self.idle)
            .min(session.created.saturating_add(self.longest));
        let is_due = now >= session.seen.saturating_add(self.renewal);
        (is_due && expires > session.expires).then_some(expires)
    }
}

/// Who is logged in, and where.
#[derive(Clone, Debug)]
pub struct Sessions<A> {
    accounts: A,
    store: Arc<dyn Store>,
    ages: SessionAges,
    clock: Clock,
}

impl<A: AccountStore> Sessions<A> {
    /// Sessions of the accounts in `accounts`, kept in `store`.
    #[must_use]
    pub fn new(accounts: A, store: Arc<dyn Store>, ages: SessionAges, clock: Clock) -> Self {
        Self {
            accounts,
            store,
            ages,
            clock,
        }
    }

    /// Finds who is logged in with the value of a cookie; `None` if nobody is, or no longer.
    ///
    /// The session and the account are read each time, so ending the session or disabling the account
    /// acts at the next request. A session that is due is renewed.
    ///
    /// # Errors
    ///
    /// The store failed.
    pub async fn find(&self, bearer: &Bearer) -> Result<Option<LoggedIn<A::Account>>, StoreError> {
        let now = self.clock.now();
        let Some(session) = self.store.find_session(&bearer.digest(), now).await? else {
            return Ok(None);
        };
        let Some(key) = session.account.decode() else {
            return Ok(None);
        };
        let Some(account) = self.accounts.find(&key).await?.filter(Account::is_active) else {
            return Ok(None);
        };
        let renewed = self.ages.renewed(&session, now);
        if let Some(expires) = renewed {
            self.store.renew_session(&session.id, now, expires).await?;
        }
        Ok(Some(LoggedIn {
            account,
            session,
            is_renewed: renewed.is_some(),
        }))
    }

    /// The store in which the sessions are kept.
    #[must_use]
    pub fn store(&self) -> &dyn Store {
        &*self.store
    }

    /// How long sessions last.
    #[must_use]
    pub fn ages(&self) -> &SessionAges {
        &self.ages
    }
}

/// An account that is logged in.
#[derive(Clone, Debug)]
pub struct LoggedIn<A> {
    /// The account.
    pub account: A,
    /// Its session.
    pub session: Session,
    /// Whether the session lasts longer now, so that the cookie must, too.
    pub is_renewed: bool,
}
