//! Registered private links: the flow.

mod create;
mod find;
mod look;
mod open;
mod purpose;
mod settings;

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use magiclink::{
    Tokens,
    bearer::Bearer,
    client::Client,
    clock::ManualClock,
    link::{Link, LinkError, LinkRefusal, Links, MadeLink, NewLink, Opened, Policy},
    memory::MemoryStore,
    scope::{Namespace, Private},
    settings::Settings,
    store::{AccountStore, LinkStore as _, Store, StoreError},
};

use crate::{
    account::{Person, jane},
    store::now,
    tokens::{BOOKING, clock, native},
};

const PAYSLIP: Namespace = Namespace::from_static("payslip");
const DAY: Duration = Duration::from_hours(24);

/// The users table of an application: Jane, and what becomes of her.
#[derive(Clone, Debug)]
struct Users(Arc<Mutex<Person>>);

impl AccountStore for Users {
    type Account = Person;

    async fn find(&self, key: &i64) -> Result<Option<Person>, StoreError> {
        let person = self.0.lock().expect("no test panics while it holds it");
        Ok((person.key == *key).then(|| person.clone()))
    }
}

/// The flow with a store in memory, a clock that stands still, and Jane.
pub(crate) struct App {
    links: Links<Users>,
    users: Users,
    store: Arc<MemoryStore>,
    clock: ManualClock,
}

impl App {
    pub(crate) fn new() -> Self {
        let (users, store) = (Users(Arc::new(Mutex::new(jane()))), MemoryStore::new());
        let (store, clock) = (Arc::new(store), clock());
        let payslips = Policy {
            default_max_age: DAY,
            longest_max_age: 2 * DAY,
            needs_passphrase: true,
        };
        let settings = settings().with_clock(clock.clone());
        let links = flow(settings, &users, store.clone(), &[(PAYSLIP, payslips)]);
        Self {
            links,
            users,
            store,
            clock,
        }
    }

    /// The same store and accounts under other settings of tokens.
    fn under(&self, settings: Settings) -> Links<Users> {
        let settings = settings.with_clock(self.clock.clone());
        flow(settings, &self.users, self.store.clone(), &[])
    }

    fn change(&self, change: impl FnOnce(&mut Person)) {
        change(
            &mut self
                .users
                .0
                .lock()
                .expect("no test panics while it holds it"),
        );
    }

    fn jane(&self) -> Person {
        self.users
            .0
            .lock()
            .expect("no test panics while it holds it")
            .clone()
    }

    pub(crate) fn make(&self, new: NewLink) -> MadeLink {
        let made = now(self.links.create(&self.jane(), &booking(), new));
        made.expect("the link is made")
    }

    fn make_limited(&self, max_uses: u32) -> MadeLink {
        self.make(NewLink {
            max_uses: Some(max_uses),
            ..NewLink::default()
        })
    }

    /// Looks at a link and opens it, in a browser that holds this.
    fn open(
        &self,
        made: &MadeLink,
        held: Option<&Bearer>,
    ) -> Result<(Opened<Person>, Option<Bearer>), LinkError> {
        now(async {
            let held = held.cloned();
            let pending = self
                .links
                .look_at(made.token.expose(), &[booking()], |_| held)
                .await?;
            self.links.open(pending, None).await
        })
    }

    /// Opens a link in a new browser.
    fn open_first(&self, made: &MadeLink) -> (Opened<Person>, Bearer) {
        let (opened, bearer) = self.open(made, None).expect("the link is opened");
        (opened, bearer.expect("a new browser gets a bearer"))
    }

    fn find(&self, bearer: &Bearer) -> Option<Opened<Person>> {
        now(self.links.find(bearer)).expect("the store answers")
    }

    fn row(&self, made: &MadeLink) -> Link {
        let found = now(self.store.find_link(made.link.id));
        found.expect("the store answers").expect("the link is kept")
    }
}

fn flow(
    settings: Settings,
    users: &Users,
    store: Arc<dyn Store>,
    policies: &[(Namespace, Policy)],
) -> Links<Users> {
    let tokens = Tokens::new(settings).expect("the settings are sound");
    Links::new(tokens, users.clone(), store, policies).expect("the policies are sound")
}

fn settings() -> Settings {
    native().with_namespace(PAYSLIP)
}

fn booking() -> Private {
    BOOKING.scope(7)
}

/// A browser at this address.
fn client(address: &str) -> Client {
    Client {
        address: address.parse().ok(),
        browser: String::new(),
    }
}

/// Why a link was refused.
#[track_caller]
fn refusal<T: std::fmt::Debug>(result: Result<T, LinkError>) -> LinkRefusal {
    match result {
        Err(LinkError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}
