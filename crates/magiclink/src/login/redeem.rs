//! Finishing a login by the link or by the code.

use crate::{
    account::Account,
    bearer::{Bearer, Digest},
    client::Client,
    create_error::CreateError,
    event::Reason,
    limit::{FAILURES_OF_CLIENT, Limited},
    login::{Code, LoginFlow},
    primary_key::AccountKey,
    rejection::Rejection,
    scope::Login,
    scoped::AuthenticateError,
    secret::RandomError,
    session::Session,
    store::{Demand, EmailAccountStore, LoginRequest, StoreError},
    token::LinkError,
};

/// A login that waits for its last step.
#[derive(Debug)]
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
    /// # Errors
    ///
    /// The link is refused, or something failed.
    pub async fn look_at(
        &self,
        token: &str,
        browser: Option<&Bearer>,
        client: &Client,
    ) -> Result<Pending<A::Account>, LoginError> {
        self.check_failures(client).await?;
        let pending = self.find_pending(token, browser).await;
        self.count_failure(client, pending).await
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
        let Pending {
            account, request, ..
        } = self.look_at(token, None, finisher.client).await?;
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
        self.check_failures(finisher.client).await?;
        let found = self.find_by_code(browser, typed).await;
        let (account, request) = self.count_failure(finisher.client, found).await?;
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
        let bearer = Bearer::random()?;
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

    async fn check_failures(&self, client: &Client) -> Result<(), LoginError> {
        Ok(self
            .store
            .peek(failures_of(client), self.clock.now())
            .await??)
    }

    /// Counts a refusal that may be a guess. A link that is genuine but late is none.
    async fn count_failure<T>(
        &self,
        client: &Client,
        result: Result<T, LoginError>,
    ) -> Result<T, LoginError> {
        if let Err(LoginError::Refused(refusal)) = &result
            && refusal.may_be_guess()
        {
            self.store
                .count(&[failures_of(client)], self.clock.now())
                .await??;
        }
        result
    }
}

fn failures_of(client: &Client) -> Demand {
    let key = Digest::of(&[b"failures-of", client.network().as_bytes()]);
    Demand {
        key,
        policy: &FAILURES_OF_CLIENT,
    }
}

/// Why a link or a code was refused. For the log: whoever sent it gets the same page for all of them.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The token is refused.
    #[error("the token is refused: {0}")]
    Token(Rejection),
    /// No login was asked for with this link, or by this browser.
    #[error("no login was asked for")]
    NoRequest,
    /// The link was used or called off, or the code was tried too often or too late.
    #[error("the login was used, called off or tried too often")]
    Spent,
    /// The code is another one.
    #[error("the code is wrong")]
    WrongCode,
}

impl From<Refusal> for Reason {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Token(rejection) => rejection.into(),
            Refusal::NoRequest => Self::new("no-request"),
            Refusal::Spent => Self::new("spent"),
            Refusal::WrongCode => Self::new("wrong-code"),
        }
    }
}

impl Refusal {
    fn may_be_guess(self) -> bool {
        !matches!(self, Self::Token(Rejection::Expired) | Self::Spent)
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
