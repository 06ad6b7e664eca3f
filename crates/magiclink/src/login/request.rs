//! Asking for a login link.

use std::time::Duration;

use crate::{
    account::Account,
    bearer::{Bearer, Digest},
    client::Client,
    clock::Timestamp,
    email::Email,
    limit::{MAILS_OF_CLIENT, MAILS_TO_ADDRESS},
    login::{
        Code, Letter, LoginError, LoginFlow,
        flow::{CODE_MAX_AGE, CODE_TRIES},
    },
    mail::Mail,
    next::Next,
    primary_key::AccountKey,
    scope::Login,
    store::{Demand, EmailAccountStore, LoginAttempt, LoginRequest, StoreError},
    token::TokenId,
};

/// What a visitor asks for.
#[derive(Debug)]
pub struct Asked {
    /// The address that was typed.
    pub email: Email,
    /// Where to go after the login.
    pub next: Option<Next>,
    /// The browser that asks.
    pub client: Client,
    /// The languages of the visitor, the best first.
    pub languages: Vec<String>,
}

/// What the visitor gets: the same for every address.
#[derive(Debug)]
pub struct LoginAsked {
    /// For the browser's cookie: the link logs in at once here, and the code can be typed.
    pub browser: Bearer,
    /// How long to wait before another mail may be asked for.
    pub wait: Duration,
    /// The account that gets the mail, for [observers](crate::event): nothing of it may show in the
    /// answer.
    pub account: Option<AccountKey>,
}

/// What stands in the place of a token in a mail that is not sent, and is as long as one.
const UNSENT: &str = "sesame=3.----------------------------------------------------------------";

/// Whom a mail is for.
struct Reader<'r> {
    /// The address, unless an account has one.
    to: &'r str,
    /// The browser that asked.
    client: &'r Client,
    /// After the account's own, the best first.
    languages: &'r [String],
}

impl<A: EmailAccountStore> LoginFlow<A> {
    /// Asks for a login link for an address.
    ///
    /// Everything is done for an unknown address that is done for a known one, counting included, but for
    /// the mail itself: neither the answer nor its time tells them apart.
    ///
    /// # Errors
    ///
    /// Too many mails were asked for, for this address or by this client; or something failed.
    pub async fn ask(&self, asked: &Asked) -> Result<LoginAsked, LoginError> {
        let now = self.clock.now();
        let of_address = Demand {
            key: Digest::of(&[b"mails-to", asked.email.key().as_bytes()]),
            policy: &MAILS_TO_ADDRESS,
        };
        let of_client = Demand {
            key: Digest::of(&[b"mails-of", asked.client.network().as_bytes()]),
            policy: &MAILS_OF_CLIENT,
        };
        let found = self.accounts.find_by_email(&asked.email).await?;
        let account = found.filter(Account::is_active);
        let (browser, id, code) = (
            Bearer::random_at(now)?,
            TokenId::random_at(now)?,
            Code::random()?,
        );
        let reader = Reader {
            to: asked.email.as_str(),
            client: &asked.client,
            languages: &asked.languages,
        };
        let mail = self.write_mail(account.as_ref(), &reader, (id, &code), now)?;
        let request = LoginRequest {
            next: asked.next.as_ref().map(|next| next.as_str().to_owned()),
            client: asked.client.clone(),
            ..self.request(account.as_ref(), (id, &code), &browser, now)?
        };
        let account = request.account.clone();
        let attempt = LoginAttempt {
            demands: vec![of_address, of_client],
            request,
            mail,
        };
        let wait = self.store.ask_login(attempt).await??;
        Ok(LoginAsked {
            browser,
            wait,
            account,
        })
    }

    /// Mails a login link to an account that has not asked for one, for an operator: it counts against
    /// nobody's limits. `languages` are those of the mail if the account has none, the best first.
    ///
    /// # Errors
    ///
    /// Something failed.
    pub async fn send_link(
        &self,
        account: &A::Account,
        languages: &[String],
    ) -> Result<(), LoginError> {
        let now = self.clock.now();
        let (browser, id, code) = (
            Bearer::random_at(now)?,
            TokenId::random_at(now)?,
            Code::random()?,
        );
        let reader = Reader {
            to: account.email(),
            // The operator's browser is none of the reader's business.
            client: &Client::default(),
            languages,
        };
        let mail = self.write_mail(Some(account), &reader, (id, &code), now)?;
        let request = self.request(Some(account), (id, &code), &browser, now)?;
        Ok(self.store.create_login(&request, Some(&mail)).await?)
    }

    /// Makes a login link without a mail, for an operator to hand over.
    ///
    /// # Errors
    ///
    /// Something failed.
    pub async fn make_link(&self, account: &A::Account) -> Result<String, LoginError> {
        self.make_link_to(account, &self.link_url).await
    }

    /// Makes a login link that leads to `url`, a page that logs in whoever comes with a token.
    ///
    /// # Errors
    ///
    /// Something failed.
    pub async fn make_link_to(
        &self,
        account: &A::Account,
        url: &str,
    ) -> Result<String, LoginError> {
        let now = self.clock.now();
        let (browser, id, code) = (
            Bearer::random_at(now)?,
            TokenId::random_at(now)?,
            Code::random()?,
        );
        let link = self.token_link(Some(account), id, now, url)?;
        let request = self.request(Some(account), (id, &code), &browser, now)?;
        self.store.create_login(&request, None).await?;
        Ok(link)
    }

    fn request(
        &self,
        account: Option<&A::Account>,
        (id, code): (TokenId, &Code),
        browser: &Bearer,
        now: Timestamp,
    ) -> Result<LoginRequest, LoginError> {
        let key = account.map(|account| {
            AccountKey::of(&account.primary_key()).ok_or_else(|| StoreError::new("a key too long"))
        });
        Ok(LoginRequest {
            id,
            browser: browser.digest(),
            account: key.transpose()?,
            code: code.digest(&*self.code_key, id),
            code_expires: now.saturating_add(CODE_MAX_AGE.min(self.max_age)),
            code_tries: CODE_TRIES,
            next: None,
            asked: now,
            client: Client::default(),
            expires: now.saturating_add(self.max_age),
            spent: None,
        })
    }

    /// Writes the mail, for an unknown address, too: it takes longer than all the rest.
    fn write_mail(
        &self,
        account: Option<&A::Account>,
        reader: &Reader<'_>,
        (id, code): (TokenId, &Code),
        now: Timestamp,
    ) -> Result<Mail, LoginError> {
        let languages: Vec<String> = account
            .and_then(Account::language)
            .map(str::to_owned)
            .into_iter()
            .chain(reader.languages.iter().cloned())
            .collect();
        // To the stored address: what was typed only finds it.
        let to = account.map_or(reader.to, Account::email);
        let written = self
            .letters
            .write(&Letter {
                to,
                link: &self.token_link(account, id, now, &self.link_url)?,
                cancel_link: &self.token_link(account, id, now, &self.cancel_url)?,
                code,
                max_age: self.max_age,
                asked: now,
                client: reader.client,
                languages: &languages,
            })
            .map_err(LoginError::Letter)?;
        Ok(Mail {
            to: to.to_owned(),
            subject: written.subject,
            text: written.text,
            html: written.html,
            message_id: TokenId::random()?.to_string(),
            written: now,
            expires: now.saturating_add(self.max_age),
        })
    }

    fn token_link(
        &self,
        account: Option<&A::Account>,
        id: TokenId,
        now: Timestamp,
        url: &str,
    ) -> Result<String, LoginError> {
        let Some(account) = account else {
            return Ok(format!("{url}?{UNSENT}"));
        };
        let token = self.tokens.scope(&Login).at(now).id(id).create(account)?;
        Ok(token.link(url)?)
    }
}
