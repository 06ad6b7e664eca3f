//! Who is logged in, and for how long.

use std::{sync::Arc, time::Duration};

use magiclink::{
    bearer::Bearer,
    client::Client,
    clock::{Clock, ManualClock, Timestamp},
    memory::MemoryStore,
    person::People,
    primary_key::AccountKey,
    session::{Session, SessionAges, Sessions},
    store::{NewPerson, PersonStore as _, SessionStore as _},
};

use crate::{
    store::now,
    tokens::{after, clock},
};

const DAY: i64 = 24 * 60 * 60;

/// A browser in which Jane has logged in at the present time.
struct App {
    sessions: Sessions<People>,
    store: Arc<MemoryStore>,
    clock: ManualClock,
    jane: i64,
    bearer: Bearer,
}

impl App {
    fn new() -> Self {
        let (store, clock) = (Arc::new(MemoryStore::new()), clock());
        let person = NewPerson {
            email: "jane@example.com",
            email_key: "jane@example.com",
            marker: "!marker",
            language: None,
            created: after(0),
        };
        let added = now(store.create_person(&person)).expect("the store answers");
        let jane = added.expect("the address is new").id;
        let bearer = Bearer::random().expect("there is randomness");
        let ages = SessionAges::default();
        let people = People::new(store.clone());
        let clock_of_sessions = Clock::from(clock.clone());
        let app = Self {
            sessions: Sessions::new(people, store.clone(), ages, clock_of_sessions),
            store,
            clock,
            jane,
            bearer,
        };
        let session = app.begin(&app.bearer);
        now(app.store.create_session(&session, None)).expect("the store answers");
        app
    }

    fn begin(&self, bearer: &Bearer) -> Session {
        let key = AccountKey::of(&self.jane).expect("the key is short");
        let ages = self.sessions.ages();
        ages.begin(bearer, key, Client::default(), after(0))
    }

    /// Whether she is logged in so many days after the login, and whether that renews the session.
    fn visit(&self, seconds: i64) -> Option<bool> {
        self.clock.set(after(seconds));
        let found = now(self.sessions.find(&self.bearer)).expect("the store answers")?;
        assert_eq!(found.account.id, self.jane);
        Some(found.is_renewed)
    }
}

#[test]
fn a_session_lasts_fourteen_days_without_a_visit() {
    assert_eq!(App::new().visit(14 * DAY - 1), Some(true));
    assert_eq!(App::new().visit(14 * DAY), None);
}

#[test]
fn a_visit_renews_a_session_that_is_seven_days_old() {
    let app = App::new();
    assert_eq!(app.visit(7 * DAY - 1), Some(false));
    assert_eq!(app.visit(7 * DAY), Some(true));
    // Not with each visit from then on.
    assert_eq!(app.visit(7 * DAY + 1), Some(false));
    assert_eq!(app.visit(14 * DAY), Some(true));
    assert_eq!(app.visit(28 * DAY), None);
}

#[test]
fn a_session_lasts_ninety_days_at_most() {
    let app = App::new();
    for day in (7..=77).step_by(7) {
        assert_eq!(app.visit(day * DAY), Some(true), "day {day}");
    }
    assert_eq!(app.visit(89 * DAY), Some(false));
    assert_eq!(app.visit(90 * DAY), None);
}

#[test]
fn a_session_that_may_not_last_that_long_ends_before() {
    let ages = SessionAges {
        longest: Duration::from_hours(1),
        ..SessionAges::default()
    };
    let bearer = Bearer::random().unwrap();
    let key = AccountKey::of(&1_i64).unwrap();
    let session = ages.begin(&bearer, key, Client::default(), after(0));
    assert_eq!(session.expires, after(3600));
    assert_eq!(ages.renewed(&session, after(1800)), None);

    let store = Arc::new(MemoryStore::new());
    let people = People::new(store.clone());
    let sessions = Sessions::new(people, store, ages, Clock::from(clock()));
    assert_eq!(*sessions.ages(), ages);
}

#[test]
fn nobody_is_logged_in_with_another_cookie() {
    let app = App::new();
    let other = Bearer::random().unwrap();
    assert!(now(app.sessions.find(&other)).unwrap().is_none());
}

#[test]
fn a_disabled_account_is_logged_out_at_once() {
    let app = App::new();
    now(app.store.set_person_active(app.jane, false, after(0))).unwrap();
    assert_eq!(app.visit(0), None);
}

#[test]
fn a_session_that_is_ended_is_gone_at_once() {
    let app = App::new();
    assert_eq!(app.visit(0), Some(false));
    let key = AccountKey::of(&app.jane).unwrap();
    let session = app.begin(&app.bearer);
    let store = app.sessions.store();
    assert!(now(store.end_session(&key, &session.id)).unwrap());
    assert_eq!(app.visit(0), None);
}

#[test]
fn a_session_is_renewed_from_when_it_was_seen() {
    let app = App::new();
    let session = app.begin(&app.bearer);
    let at = |seconds: i64| -> Timestamp { after(seconds) };
    let renewed = app.sessions.ages().renewed(&session, at(7 * DAY));
    assert_eq!(renewed, Some(at(21 * DAY)));
}
