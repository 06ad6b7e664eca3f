//! A server with a few accounts, a database of its own, and no sockets.

use std::{path::Path, sync::Arc};

use axum::Router;
use magiclink::{
    account::marker,
    clock::{ManualClock, Timestamp},
    link::{MadeLink, NewLink},
    person::{People, Person},
    store::NewPerson,
};
use magiclink_axum::MagicLink;

use crate::{
    config::{Checked, Config, Folder},
    database::{self, Database},
    server::Server,
    site::{SitePath, Target},
    tests::browser::Browser,
};

pub(super) const BASE_URL: &str = "http://localhost:8000";
pub(super) const JANE: &str = "jane.doe@example.com";
pub(super) const OTHER: &str = "other@example.com";
pub(super) const ADMIN: &str = "admin@example.com";
const SECRET: &str = "q8Zt5Jw2Yx7Nc4Vb9Mh3Kd6Fg1Ls0Pa8Qr5Tu2We7";

pub(super) struct World {
    pub(super) router: Router,
    pub(super) store: Arc<dyn Database>,
    pub(super) clock: ManualClock,
    pub(super) magic_link: MagicLink<People>,
    pub(super) jane: Person,
}

impl World {
    /// Jane, somebody else and an admin, and three pages that are served.
    pub(super) async fn new() -> Self {
        Self::with(checked(Config::default())).await
    }

    pub(super) async fn with(checked: Checked) -> Self {
        Self::on(checked, database::temporary().unwrap()).await
    }

    /// The same with this database.
    pub(super) async fn on(checked: Checked, store: Arc<dyn Database>) -> Self {
        let clock = ManualClock::new(Timestamp::from_unix_seconds(1_795_361_700));
        let server = Server::at(&checked, Arc::clone(&store), clock.clone().into()).unwrap();
        let jane = add(&*store, JANE, clock.now()).await;
        add(&*store, OTHER, clock.now()).await;
        let admin = add(&*store, ADMIN, clock.now()).await;
        store.set_person_admin(admin.id, true).await.unwrap();
        Self {
            router: server.pages.mount(server.router),
            magic_link: server.pages,
            store,
            clock,
            jane,
        }
    }

    pub(super) async fn person(&self, email: &str) -> Person {
        let found = self.store.find_person_by_email(email).await;
        found.unwrap().unwrap()
    }

    pub(super) fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    pub(super) async fn logged_in(&self, email: &str) -> Browser {
        let mut browser = self.browser();
        self.log_in(&mut browser, email).await;
        browser
    }

    /// Logs in by a link, as one does in any browser: one more click.
    pub(super) async fn log_in(&self, browser: &mut Browser, email: &str) {
        let person = self.person(email).await;
        let link = self.magic_link.flow().make_link(&person).await.unwrap();
        let token = link.split_once("sesame=").unwrap().1;
        browser.get(link.strip_prefix(BASE_URL).unwrap()).await;
        let logged_in = browser.post("/login/auth/", &[("sesame", token)]).await;
        assert_eq!(logged_in.status, 303, "{}", logged_in.body);
    }

    /// A private link of Jane's, and its path and query.
    pub(super) async fn link(&self, path: &str) -> (MadeLink, String) {
        let target = Target::Page(SitePath::parse(path).unwrap());
        let links = self.magic_link.links();
        let scope = target.scope();
        let made = links.create(&self.jane, &scope, NewLink::default());
        let made = made.await.unwrap();
        let link = format!("{path}?sesame={}", made.token.expose());
        (made, link)
    }
}

/// What a start with this configuration has.
pub(super) fn checked(config: Config) -> Checked {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo");
    let config = Config {
        base_url: BASE_URL.to_owned(),
        secret_key: SECRET.to_owned(),
        mail_url: "inbox:".to_owned(),
        mail_from: "login@example.com".to_owned(),
        site: vec![Folder {
            path: "/".to_owned(),
            root: root.display().to_string(),
        }],
        ..config
    };
    config.check().unwrap()
}

async fn add(store: &dyn Database, email: &str, now: Timestamp) -> Person {
    let new = NewPerson {
        email,
        email_key: email,
        marker: &marker().unwrap(),
        language: None,
        created: now,
    };
    store.create_person(&new).await.unwrap().unwrap()
}
