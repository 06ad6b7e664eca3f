//! Where login requests are kept.

use std::time::Duration;

use async_trait::async_trait;

use crate::{
    bearer::Digest,
    client::Client,
    clock::Timestamp,
    limit::Limited,
    mail::Mail,
    primary_key::AccountKey,
    session::Session,
    store::{Demand, StoreError},
    token::TokenId,
};

/// Someone has asked to be logged in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LoginRequest {
    /// The identifier of the token in the link.
    pub id: TokenId,
    /// The cookie of the browser that asked.
    pub browser: Digest,
    /// Who is to be logged in. None if no active account has the address: such requests are kept, too,
    /// so that everything takes the same time.
    pub account: Option<AccountKey>,
    /// The typed code.
    pub code: Digest,
    /// Until when the code may be typed.
    pub code_expires: Timestamp,
    /// How often a code may still be typed.
    pub code_tries: u32,
    /// Where to go after the login: a local path.
    pub next: Option<String>,
    /// When it was asked.
    pub asked: Timestamp,
    /// From where it was asked.
    pub client: Client,
    /// Until when the link may be used.
    pub expires: Timestamp,
    /// When it was used or called off.
    pub spent: Option<Timestamp>,
}

impl LoginRequest {
    /// Whether it may still be used.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.spent.is_none() && now < self.expires
    }
}

/// Someone asks to be logged in, as often as limits allow.
#[derive(Clone, Debug)]
pub struct LoginAttempt {
    /// What is counted. How long to wait for another attempt is told by the first one.
    pub demands: Vec<Demand>,
    /// The request.
    pub request: LoginRequest,
    /// Its mail. It is not sent if the request is for no account.
    pub mail: Mail,
}

/// Keeps login requests.
#[async_trait]
pub trait LoginStore: std::fmt::Debug + Send + Sync {
    /// Keeps a request and its mail, both or none. The mail is due when it was written; a request for no
    /// account has none.
    async fn create_login(
        &self,
        request: &LoginRequest,
        mail: Option<&Mail>,
    ) -> Result<(), StoreError>;

    /// Counts an attempt for every demand, as [`Limits::count`](crate::store::Limits::count) does at the time
    /// of the request, and keeps the request and its mail, all of it or nothing. Returns how long to wait
    /// before another attempt, or that there were too many.
    ///
    /// The mail of a request for no account is not sent, but what takes time with a mail is done, so that
    /// nobody can tell by the time of the answer which address has an account: a database writes the mail
    /// and takes it back in the same transaction.
    async fn ask_login(
        &self,
        attempt: LoginAttempt,
    ) -> Result<Result<Duration, Limited>, StoreError>;

    /// Finds the request with this identifier, open or not.
    async fn find_login(&self, id: TokenId) -> Result<Option<LoginRequest>, StoreError>;

    /// Finds the newest request that this browser made, open or not.
    async fn find_login_of(&self, browser: &Digest) -> Result<Option<LoginRequest>, StoreError>;

    /// Takes one try for the code of the request; false if there is none left, the code has expired, or
    /// the request is spent. At most as many callers as there are tries get true, whatever they do at
    /// the same moment.
    async fn take_code_try(&self, id: TokenId, now: Timestamp) -> Result<bool, StoreError>;

    /// Spends the request and keeps the session, both or none; false, and nothing is kept, unless the
    /// request was open at `now`. Of many callers one gets true.
    ///
    /// The session `previous`, if the browser had one, ends with it, and all other open requests for the
    /// account are spent. A store that keeps the accounts, too, keeps the time of the login, which only
    /// ever rises, and outlives the session.
    async fn redeem_login(
        &self,
        id: TokenId,
        session: &Session,
        previous: Option<&Digest>,
        now: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Spends the request without a login; false if it was not open.
    async fn cancel_login(&self, id: TokenId, now: Timestamp) -> Result<bool, StoreError>;

    /// Spends all open requests for the account.
    async fn cancel_logins_of(
        &self,
        account: &AccountKey,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Deletes the requests that expired before `before`; returns how many.
    async fn delete_logins(&self, before: Timestamp) -> Result<u64, StoreError>;
}
