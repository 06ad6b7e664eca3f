//! Finishing a login by the link or by the code.

use crate::{
    account::Account,
    bearer::Bearer,
    client::Client,
    create_error::CreateError,
    limit::Limited,
    login::{Code, LoginFlow, Refusal, failures::failures_of},
    primary_key::AccountKey,
    scope::Login,
    scoped::AuthenticateError,
    secret::RandomError,
    session::Session,
    store::{EmailAccountStore, LoginRequest, StoreError},
    token::LinkError,
};

/// A login that waits for its last step.
#[derive(Debug)]
#[non_exhaustive]
pub struct Pending<A> {
    /// Who is about to log in.
    pub account: A,
    /// What was asked, when and from where.
    pub request: LoginRequest,
    /// Whether this browser is the one that asked.
    pub is_same_browser: bool,
}

/// A login that is done.
#[derive(Debug)]
pub struct Finished<A> {
    /// Who is logged in.
    pub account: A,
    /// The session.
    pub session: Session,
    /// For the browser's cookie.
    pub bearer: Bearer,
    /// Where to go now: a local path.
    pub next: Option<String>,
}

/// Who finishes a login.
#[derive(Clone, Debug)]
pub struct Finisher<'f> {
    /// The browser.
    pub client: &'f Client,
    /// The session that it had before, which ends.
    pub previous: Option<&'f Bearer>,
}

impl<A: EmailAccountStore> LoginFlow<A> {
    /// Looks at a login link without using it.
    ///
    /// The signature is checked before the store is asked for anything.
    ///
    /// # Errors
    ///
    /// The link is refused, or something failed.
    pub async fn look_at(
        &self,
        token: &str,
        browser: Option<&Bearer>,
        client: &Client,
    ) -> Result<Pending<A::Account>, LoginError> {
        self.failures.check(failures_of(client), self.clock.now())?;
        let pending = self.find_pending(token, browser).await;
        self.count_failure(client, &pending)?;
        pending
    }

    /// Uses a login link: spends the request and begins a session, of many callers for one.
    ///
    /// # Errors
    ///
    /// The link is refused, or something failed.
    pub async fn finish(
        &self,
        token: &str,
        finisher: &Finisher<'_>,
    ) -> Result<Finished<A::Account>, LoginError> {
        let pending = self.look_at(token, None, finisher.client).await?;
        self.finish_pending(pending, finisher).await
    }

    /// Uses a login link that was [looked at](Self::look_at) just now, as [`finish`](Self::finish) does.
    ///
    /// # Errors
    ///
    /// It was used meanwhile, or something failed.
    pub async fn finish_pending(
        &self,
        pending: Pending<A::Account>,
        finisher: &Finisher<'_>,
    ) -> Result<Finished<A::Account>, LoginError> {
        let Pending {
            account, request, ..
        } = pending;
        self.begin_session(account, request, finisher).await
    }

    /// Uses a typed code, in the browser that asked for it.
    ///
    /// # Errors
    ///
    /// The code is refused, or something failed.
    pub async fn finish_with_code(
        &self,
        browser: &Bearer,
        typed: &str,
        finisher: &Finisher<'_>,
    ) -> Result<Finished<A::Account>, LoginError> {
        let failures = failures_of(finisher.client);
        self.failures.check(failures, self.clock.now())?;
        self.store.peek(failures, self.clock.now()).await??;
        let found = self.find_by_code(browser, typed).await;
        if self.count_failure(finisher.client, &found)? {
            self.store.count(&[failures], self.clock.now()).await??;
        }
        let (account, request) = found?;
        self.begin_session(account, request, finisher).await
    }

    /// "It wasn't me": spends the request without a login; returns what was called off.
    ///
    /// # Errors
    ///
    /// The link is refused, or something failed.
    pub async fn cancel(
        &self,
        token: &str,
        client: &Client,
    ) -> Result<Pending<A::Account>, LoginError> {
        let pending = self.look_at(token, None, client).await?;
        self.store
            .cancel_login(pending.request.id, self.clock.now())
            .await?;
        Ok(pending)
    }

    async fn find_pending(
        &self,
        token: &str,
        browser: Option<&Bearer>,
    ) -> Result<Pending<A::Account>, LoginError> {
        let verified = self
            .tokens
            .authenticate(token, &Login, &self.accounts)
            .await?;
        let id = verified.id().ok_or(Refusal::NoRequest)?;
        let request = self.store.find_login(id).await?.ok_or(Refusal::NoRequest)?;
        let account = verified.into_account();
        if request.account != AccountKey::of(&account.primary_key()) {
            return Err(Refusal::NoRequest.into());
        }
        if request.spent.is_some() {
            return Err(Refusal::Spent.into());
        }
        let is_same_browser =
            browser.is_some_and(|browser| browser.digest().matches(&request.browser));
        Ok(Pending {
            account,
            request,
            is_same_browser,
        })
    }

    async fn find_by_code(
        &self,
        browser: &Bearer,
        typed: &str,
    ) -> Result<(A::Account, LoginRequest), LoginError> {
        let now = self.clock.now();
        let request = self
            .store
            .find_login_of(&browser.digest())
            .await?
            .ok_or(Refusal::NoRequest)?;
        let code = Code::parse(typed).ok_or(Refusal::WrongCode)?;
        // The try is taken before the code is compared, so that many at the same moment are as many tries.
        if !self.store.take_code_try(request.id, now).await? {
            return Err(Refusal::Spent.into());
        }
        if !code
            .digest(&*self.code_key, request.id)
            .matches(&request.code)
        {
            return Err(Refusal::WrongCode.into());
        }
        let key = request
            .account
            .as_ref()
            .and_then(AccountKey::decode)
            .ok_or(Refusal::WrongCode)?;
        let account = self.accounts.find(&key).await?.filter(Account::is_active);
        Ok((account.ok_or(Refusal::WrongCode)?, request))
    }

    async fn begin_session(
        &self,
        account: A::Account,
        request: LoginRequest,
        finisher: &Finisher<'_>,
    ) -> Result<Finished<A::Account>, LoginError> {
        let now = self.clock.now();
        let bearer = Bearer::random_at(now)?;
        let key = request.account.ok_or(Refusal::NoRequest)?;
        let session = self
            .sessions
            .begin(&bearer, key, finisher.client.clone(), now);
        let previous = finisher.previous.map(Bearer::digest);
        if !self
            .store
            .redeem_login(request.id, &session, previous.as_ref(), now)
            .await?
        {
            return Err(Refusal::Spent.into());
        }
        Ok(Finished {
            account,
            session,
            bearer,
            next: request.next,
        })
    }
}

/// A step of a login that did not succeed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoginError {
    /// The link or the code is refused: expected, and answered with a page.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Too many mails asked for, or too many wrong links and codes: expected, too.
    #[error(transparent)]
    Limited(#[from] Limited),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The mail could not be written.
    #[error("the mail could not be written")]
    Letter(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The token could not be made.
    #[error(transparent)]
    Create(#[from] CreateError),
    /// The link could not be made.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// The operating system has no randomness to give.
    #[error(transparent)]
    Random(#[from] RandomError),
}

impl From<AuthenticateError> for LoginError {
    fn from(error: AuthenticateError) -> Self {
        match error {
            AuthenticateError::Rejected(rejection) => Self::Refused(Refusal::Token(rejection)),
            AuthenticateError::Store(error) => Self::Store(error),
        }
    }
}
