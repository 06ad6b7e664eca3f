//! An application under test: memory store, manual clock, and the mails that it would have sent.

use std::sync::Arc;

use axum::{Router, body::Body, http::Request, response::Response};
use magiclink::{
    account::marker,
    base_url::BaseUrl,
    clock::{ManualClock, Timestamp},
    email::Email,
    mail::Mail,
    memory::MemoryStore,
    person::{People, Person},
    store::{NewPerson, Outbox as _, PersonStore as _},
};
use magiclink_axum::{MagicLink, WebSettings};
use tower::ServiceExt as _;

use crate::browser::Browser;

pub(crate) const JANE: &str = "jane.doe@example.com";
const SECRET: &str = "q8Zt5Jw2Yx7Nc4Vb9Mh3Kd6Fg1Ls0Pa8Qr5Tu2We7";

/// An application under test.
#[derive(Clone)]
pub(crate) struct TestApp {
    pub(crate) router: Router,
    pub(crate) store: Arc<MemoryStore>,
    pub(crate) clock: ManualClock,
    pub(crate) magic_link: MagicLink<People>,
}

impl TestApp {
    /// The usual one, with Jane's account.
    pub(crate) async fn new() -> Self {
        Self::with(|settings| settings).await
    }

    pub(crate) async fn with(change: impl FnOnce(WebSettings) -> WebSettings) -> Self {
        Self::build("https://testserver", change, |_| Router::new()).await
    }

    pub(crate) async fn build(
        base_url: &str,
        change: impl FnOnce(WebSettings) -> WebSettings,
        routes: impl FnOnce(&MagicLink<People>) -> Router,
    ) -> Self {
        let clock = ManualClock::new(Timestamp::from_unix_seconds(1_795_361_700));
        let store = Arc::new(MemoryStore::new());
        let settings = WebSettings::new(SECRET, BaseUrl::parse(base_url).unwrap())
            .with_site_name("Vacation rentals")
            .with_clock(clock.clone());
        let people = People::new(store.clone());
        let magic_link = MagicLink::new(change(settings), people, store.clone()).unwrap();
        let router = magic_link.mount(routes(&magic_link));
        let app = Self {
            router,
            store,
            clock,
            magic_link,
        };
        app.add(JANE).await;
        app
    }

    pub(crate) async fn add(&self, email: &str) -> Person {
        let key = Email::parse(email).unwrap();
        let marker = marker().unwrap();
        let person = NewPerson {
            email,
            email_key: key.key(),
            marker: &marker,
            language: None,
            created: self.clock.now(),
        };
        self.store.create_person(&person).await.unwrap().unwrap()
    }

    /// A browser that has never been here.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.clone())
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// The mails that wait; they are taken out of the outbox.
    pub(crate) async fn mails(&self) -> Vec<Mail> {
        let now = self.clock.now();
        let mut mails = Vec::new();
        for queued in self.store.lease_mails(100, now, now).await.unwrap() {
            self.store.mail_sent(queued.id, now).await.unwrap();
            mails.push(queued.mail);
        }
        mails
    }

    /// The only mail that waits.
    pub(crate) async fn mail(&self) -> Mail {
        let mut mails = self.mails().await;
        assert_eq!(mails.len(), 1, "mails");
        mails.remove(0)
    }
}

/// What a mail holds for its reader.
pub(crate) trait Letter {
    /// The path and query of the link that logs in.
    fn link(&self) -> String;
    /// The path and query of "it wasn't me".
    fn cancel_link(&self) -> String;
    fn code(&self) -> String;
}

impl Letter for Mail {
    fn link(&self) -> String {
        line(&self.text, "https://testserver/login/auth/?sesame=")
    }

    fn cancel_link(&self) -> String {
        line(&self.text, "https://testserver/login/cancel/?sesame=")
    }

    fn code(&self) -> String {
        let is_code = |line: &&str| line.len() == 9 && line.as_bytes()[4] == b'-';
        self.text
            .lines()
            .map(str::trim)
            .find(is_code)
            .unwrap()
            .to_owned()
    }
}

fn line(text: &str, start: &str) -> String {
    let line = text.lines().find(|line| line.starts_with(start));
    line.unwrap()
        .strip_prefix("https://testserver")
        .unwrap()
        .to_owned()
}
