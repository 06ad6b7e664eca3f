//! Login by email: the flow, with everything in memory.

mod ask;
mod code;
mod failures;
mod finish;
mod operator;
mod settings;

use std::{
    error::Error,
    sync::{Arc, Mutex},
};

use magiclink::{
    base_url::BaseUrl,
    bearer::Bearer,
    client::Client,
    clock::ManualClock,
    email::Email,
    login::{
        Asked, Finished, Finisher, Letter, LetterWriter, LoginAsked, LoginError, LoginFlow,
        LoginSettings, Refusal, Written,
    },
    mail::Mail,
    memory::MemoryStore,
    next::Next,
    person::{People, Person},
    session::SessionAges,
    store::{NewPerson, Outbox as _, PersonStore as _},
};

use crate::{
    store::now,
    tokens::{BASE_URL, after, clock, native},
};

const JANE: &str = "Jane.Doe@example.com";
const JOHN: &str = "john@example.com";
const LINK_URL: &str = "https://rentals.example/login/auth/";
const CANCEL_URL: &str = "https://rentals.example/login/cancel/";

/// Writes letters that say everything, a line each.
#[derive(Debug, Default)]
struct Plain(Mutex<Vec<String>>);

impl LetterWriter for Plain {
    fn write(&self, letter: &Letter<'_>) -> Result<Written, Box<dyn Error + Send + Sync>> {
        let Letter {
            to,
            link,
            cancel_link,
            code,
            max_age,
            asked,
            client,
            languages,
        } = letter;
        let text = format!(
            "{to}\n{link}\n{cancel_link}\n{}\n{max_age:?}\n{}\n{}\n{}",
            code.expose(),
            asked.unix_seconds(),
            client.network(),
            languages.join(" ")
        );
        let mut written = self.0.lock().expect("no test panics while it holds it");
        written.push(text.clone());
        Ok(Written {
            subject: "Log in".to_owned(),
            text,
            html: "<p>Log in".to_owned(),
        })
    }
}

/// The flow with a store in memory, a clock that stands still, and the accounts of Jane and John.
struct App {
    flow: LoginFlow<People>,
    store: Arc<MemoryStore>,
    letters: Arc<Plain>,
    clock: ManualClock,
}

impl App {
    fn new() -> Self {
        let (store, clock) = (Arc::new(MemoryStore::new()), clock());
        let letters = Arc::new(Plain::default());
        let settings = LoginSettings {
            tokens: native().with_clock(clock.clone()),
            ..login_settings()
        };
        let people = People::new(store.clone());
        let flow = LoginFlow::new(settings, people, store.clone(), letters.clone());
        let app = Self {
            flow: flow.expect("the settings are sound"),
            store,
            letters,
            clock,
        };
        app.add(JANE, Some("fr"));
        app.add(JOHN, None);
        app
    }

    fn add(&self, email: &str, language: Option<&str>) {
        let key = Email::parse(email).expect("it is an address");
        let person = NewPerson {
            email,
            email_key: key.key(),
            marker: "!marker",
            language,
            created: after(0),
        };
        let added = now(self.store.create_person(&person)).expect("the store answers");
        added.expect("the address is new");
    }

    fn person(&self, email: &str) -> Person {
        let email = Email::parse(email).expect("it is an address");
        let found = now(self.store.find_person_by_email(email.key()));
        found.expect("the store answers").expect("they are there")
    }

    fn ask(&self, email: &str) -> Result<LoginAsked, LoginError> {
        self.ask_from(email, "192.0.2.1")
    }

    fn ask_from(&self, email: &str, address: &str) -> Result<LoginAsked, LoginError> {
        let base_url = BaseUrl::parse(BASE_URL).expect("it is a base URL");
        now(self.flow.ask(&Asked {
            email: Email::parse(email).expect("it is an address"),
            next: Next::parse("/booking/7/", &base_url).ok(),
            client: client(address),
            languages: vec!["de".to_owned()],
        }))
    }

    /// A request by Jane's browser, and the mail for it.
    fn asked(&self) -> (Bearer, Sent) {
        let asked = self.ask(JANE).expect("she may ask");
        let [mail] = <[Mail; 1]>::try_from(self.mails()).expect("one mail was sent");
        (asked.browser, Sent::read(mail))
    }

    /// The mails that wait; they are taken out of the outbox.
    fn mails(&self) -> Vec<Mail> {
        let at = self.clock.now();
        let leased = now(self.store.lease_mails(100, at, at)).expect("the store answers");
        let mails = leased.into_iter();
        mails
            .map(|queued| {
                now(self.store.mail_sent(queued.id, at)).expect("the store answers");
                queued.mail
            })
            .collect()
    }

    fn finish(&self, token: &str) -> Result<Finished<Person>, LoginError> {
        let client = client("192.0.2.1");
        now(self.flow.finish(token, &by(&client)))
    }

    fn type_code(&self, browser: &Bearer, typed: &str) -> Result<Finished<Person>, LoginError> {
        let client = client("192.0.2.1");
        now(self.flow.finish_with_code(browser, typed, &by(&client)))
    }
}

/// A mail, and what its reader finds in it.
struct Sent {
    mail: Mail,
    token: String,
    cancel_token: String,
    code: String,
}

impl Sent {
    fn read(mail: Mail) -> Self {
        let lines: Vec<&str> = mail.text.lines().collect();
        Self {
            token: token_of(lines[1]).to_owned(),
            cancel_token: token_of(lines[2]).to_owned(),
            code: lines[3].to_owned(),
            mail,
        }
    }
}

fn token_of(link: &str) -> &str {
    link.split_once("?sesame=").expect("a token is in it").1
}

fn login_settings() -> LoginSettings {
    LoginSettings {
        tokens: native(),
        link_url: LINK_URL.to_owned(),
        cancel_url: CANCEL_URL.to_owned(),
        sessions: SessionAges::default(),
    }
}

fn client(address: &str) -> Client {
    Client {
        address: address.parse().ok(),
        browser: "Firefox on Linux".to_owned(),
    }
}

fn by(client: &Client) -> Finisher<'_> {
    let previous = None;
    Finisher { client, previous }
}

/// Why a link or a code was refused.
#[track_caller]
fn refusal<T: std::fmt::Debug>(result: Result<T, LoginError>) -> Refusal {
    match result {
        Err(LoginError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// How many seconds are to be waited.
#[track_caller]
fn seconds_to_wait<T: std::fmt::Debug>(result: Result<T, LoginError>) -> u64 {
    match result {
        Err(LoginError::Limited(limited)) => limited.wait.as_secs(),
        other => panic!("not limited: {other:?}"),
    }
}
