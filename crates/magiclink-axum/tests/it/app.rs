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
        crate::logs::begin();
        let clock = ManualClock::new(Timestamp::from_unix_seconds(1_795_361_700));
        let store = Arc::new(MemoryStore::new());
        let settings = WebSettings::new(SECRET, BaseUrl::parse(base_url).unwrap())
            .with_site_name("Vacation rentals")
            .with_clock(clock.clone());
        let people = People::new(store.clone());
        let magic_link = MagicLink::new(change(settings), people, store.clone()).unwrap();
        let app = Self {
            router: magic_link.mount(routes(&magic_link)),
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

    /// The path and query of a link for somebody, made without a mail.
    pub(crate) async fn link(&self, email: &str) -> String {
        let email = Email::parse(email).unwrap();
        let person = self
            .store
            .find_person_by_email(email.key())
            .await
            .unwrap()
            .unwrap();
        let link = self.magic_link.flow().make_link(&person).await.unwrap();
        link.strip_prefix("https://testserver").unwrap().to_owned()
    }

    /// A browser that has followed a link and confirmed it.
    pub(crate) async fn open(&self, link: &str) -> Browser {
        let mut browser = self.browser();
        let confirm = browser.get(link).await;
        browser
            .submit(&confirm, "/login/auth/", &[])
            .await
            .assert(303, "");
        browser
    }

    pub(crate) async fn logged_in_by_link(&self, email: &str) -> Browser {
        self.open(&self.link(email).await).await
    }

    /// A browser in which somebody is logged in, who has asked for it there.
    pub(crate) async fn logged_in(&self, email: &str) -> Browser {
        let mut browser = self.browser();
        browser.ask(email).await.assert(303, "");
        browser.get(&self.mail().await.link()).await.assert(303, "");
        browser
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
