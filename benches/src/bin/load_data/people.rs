//! Login links and sessions of people who are in the database already.

use std::{fmt::Write as _, fs, path::Path, sync::Arc, time::Duration};

use magiclink::{
    Tokens,
    bearer::{Bearer, Digest},
    client::Client,
    clock::{Clock, Timestamp},
    primary_key::AccountKey,
    scope::Login,
    session::SessionAges,
    settings::Settings,
    store::{LoginRequest, PersonStore, Store},
    token::TokenId,
};
use tokio::task::JoinSet;

use crate::{Failure, open::Opened};

/// How many rows are written at the same moment, so that they share what a write costs.
const TOGETHER: usize = 256;
/// As the program has it by default.
const MAX_AGE: Duration = Duration::from_mins(10);

/// Which accounts.
#[derive(Clone, Copy)]
pub(crate) struct Numbers {
    count: u64,
    first: u64,
    step: u64,
    of: u64,
}

impl TryFrom<&[&str]> for Numbers {
    type Error = Failure;

    fn try_from(words: &[&str]) -> Result<Self, Failure> {
        let &[count, first, step, of] = words else {
            return Err("COUNT FIRST STEP OF".into());
        };
        Ok(Self {
            count: count.parse()?,
            first: first.parse()?,
            step: step.parse()?,
            of: of.parse()?,
        })
    }
}

impl Numbers {
    /// The accounts, in no order, as people come; the same one each time.
    fn accounts(self) -> Result<Vec<i64>, Failure> {
        let account = |number| 1 + (self.first - 1 + number * self.step) % self.of;
        let mut accounts: Vec<u64> = (0..self.count).map(account).collect();
        accounts.sort_by_cached_key(|account| Digest::of(&[&account.to_be_bytes()]));
        let ids = accounts.into_iter().map(i64::try_from);
        Ok(ids.collect::<Result<_, _>>()?)
    }
}

/// Makes tokens as the program does.
#[derive(Clone)]
pub(crate) struct LinkMaker(Arc<Tokens<i64>>);

impl LinkMaker {
    pub(crate) fn new(secret: &Path, base_url: &str) -> Result<Self, Failure> {
        let secret = fs::read_to_string(secret)?;
        let settings = Settings::new(secret.trim(), base_url).with_max_age(MAX_AGE);
        Ok(Self(Arc::new(Tokens::new(settings)?)))
    }
}

/// Makes login requests that browsers have asked for, and prints the tokens and the browsers.
pub(crate) async fn logins(
    opened: &Opened,
    maker: &LinkMaker,
    numbers: Numbers,
) -> Result<(), Failure> {
    print_all(numbers, |id| {
        let (store, people, maker) = (
            Arc::clone(&opened.store),
            Arc::clone(&opened.people),
            maker.clone(),
        );
        async move { login(&*store, &*people, &maker, id).await }
    })
    .await
}

async fn login(
    store: &dyn Store,
    people: &dyn PersonStore,
    maker: &LinkMaker,
    id: i64,
) -> Result<String, Failure> {
    let now = Clock::System.now();
    let person = people.find_person(id).await?.ok_or("no such account")?;
    let (browser, id) = (Bearer::random_at(now)?, TokenId::random()?);
    let token = maker.0.scope(&Login).at(now).id(id).create(&person)?;
    let request = LoginRequest {
        id,
        browser: browser.digest(),
        account: Some(key(person.id)?),
        code: Digest::of(&[&id.to_bytes()]),
        code_expires: now.saturating_add(MAX_AGE),
        code_tries: 5,
        next: None,
        asked: now,
        client: client(),
        expires: now.saturating_add(MAX_AGE),
        spent: None,
    };
    store.create_login(&request, None).await?;
    Ok(format!("{} {}", token.expose(), browser.expose()))
}

/// Begins sessions, and prints what the browsers hold.
pub(crate) async fn sessions(opened: &Opened, numbers: Numbers) -> Result<(), Failure> {
    print_all(numbers, |id| {
        let store = Arc::clone(&opened.store);
        async move { session(&*store, id, Clock::System.now()).await }
    })
    .await
}

async fn session(store: &dyn Store, id: i64, now: Timestamp) -> Result<String, Failure> {
    let bearer = Bearer::random_at(now)?;
    let session = SessionAges::default().begin(&bearer, key(id)?, client(), now);
    store.create_session(&session, None).await?;
    Ok(bearer.expose())
}

async fn print_all<F>(numbers: Numbers, make: impl Fn(i64) -> F) -> Result<(), Failure>
where
    F: Future<Output = Result<String, Failure>> + Send + 'static,
{
    let mut lines = String::new();
    for accounts in numbers.accounts()?.chunks(TOGETHER) {
        let mut running = JoinSet::new();
        for account in accounts {
            running.spawn(make(*account));
        }
        while let Some(made) = running.join_next().await {
            let _ = writeln!(lines, "{}", made??);
        }
    }
    print!("{lines}");
    Ok(())
}

fn key(id: i64) -> Result<AccountKey, Failure> {
    Ok(AccountKey::of(&id).ok_or("a key that is too long")?)
}

fn client() -> Client {
    Client {
        address: None,
        browser: "Firefox on Linux".to_owned(),
    }
}
