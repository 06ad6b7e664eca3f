//! The application and a browser: it keeps cookies, reads mails, and sends forms.

use std::{collections::BTreeMap, error::Error, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use http_body_util::BodyExt as _;
use magiclink::{
    base_url::BaseUrl,
    clock::{Clock, ManualClock, Timestamp},
    delivery::Delivery,
    store::EmailAccountStore as _,
};
use magiclink_lettre::{Inbox, InboxMailer};
use magiclink_sqlite::SqliteStore;
use tower::ServiceExt as _;

use crate::{app::App, rentals::Rentals, settings::settings, share, user::User};

pub(crate) const JANE: &str = "jane.doe@example.com";
pub(crate) const STAFF: &str = "staff@example.com";
const BASE_URL: &str = "http://rentals.example";
const SECRET: &str = "q8Zt5Jw2Yx7Nc4Vb9Mh3Kd6Fg1Ls0Pa8Qr5Tu2We7";

/// The application, its mails and its clock.
pub(crate) struct TestApp {
    pub(crate) app: App,
    pub(crate) clock: ManualClock,
    router: Router,
    inbox: Inbox,
    store: Arc<SqliteStore>,
}

impl TestApp {
    pub(crate) async fn new() -> Result<Self, Box<dyn Error>> {
        let store = Arc::new(SqliteStore::temporary()?);
        let rentals = Rentals::new(store.clone()).await?;
        rentals.add_examples().await?;
        let clock = ManualClock::new(Timestamp::from_unix_seconds(1_800_000_000));
        let settings = settings(SECRET, BaseUrl::parse(BASE_URL)?).with_clock(clock.clone());
        let inbox = Inbox::default();
        let app = App::new(settings, rentals, inbox.clone())?;
        let router = app.router();
        Ok(Self {
            app,
            clock,
            router,
            inbox,
            store,
        })
    }

    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser {
            app: self,
            cookies: BTreeMap::new(),
        }
    }

    pub(crate) async fn user(&self, email: &str) -> Result<User, Box<dyn Error>> {
        let found = self.app.rentals.find_by_email(&email.parse()?).await?;
        Ok(found.ok_or("no such user")?)
    }

    /// The path and query of the private link of one of Jane's bookings.
    pub(crate) async fn share_link(&self, booking: i64) -> Result<String, Box<dyn Error>> {
        let jane = self.user(JANE).await?;
        let link = share::link(&self.app.magic_link, &jane, booking)?;
        Ok(link
            .strip_prefix(BASE_URL)
            .ok_or("another site")?
            .to_owned())
    }

    /// Runs SQL that changes rows.
    pub(crate) async fn change(&self, sql: &'static str) -> Result<(), Box<dyn Error>> {
        let changed = self.store.write(|connection| connection.execute(sql, []));
        assert!(changed.await? > 0, "{sql}");
        Ok(())
    }

    /// The path and query of the login link in the only mail that waits.
    pub(crate) async fn mailed_link(&self) -> Result<String, Box<dyn Error>> {
        let sender = "login@rentals.example".parse()?;
        let mailer = InboxMailer::new(self.inbox.clone(), sender);
        let clock = Clock::from(self.clock.clone());
        let delivery = Delivery::new(self.store.clone(), Arc::new(mailer), clock);
        delivery.send_next().await?;
        let mails = self.inbox.mails();
        let mail = mails.first().ok_or("no mail")?;
        let link = mail
            .text
            .lines()
            .find_map(|line| line.strip_prefix(BASE_URL));
        Ok(link.ok_or("no link in the mail")?.to_owned())
    }

    async fn send(&self, request: Request<Body>) -> Result<Page, Box<dyn Error>> {
        let (parts, body) = self.router.clone().oneshot(request).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        Ok(Page {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec())?,
        })
    }
}

/// An answer, read to its end.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Page {
    #[track_caller]
    pub(crate) fn assert(&self, status: u16, text: &str) {
        assert_eq!(self.status, status, "{}", self.body);
        assert!(self.body.contains(text), "no `{text}` in {}", self.body);
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default()
    }

    /// The value of the hidden field that every form has.
    fn form_token(&self) -> Option<&str> {
        let (_, rest) = self.body.split_once("name=\"form_token\" value=\"")?;
        rest.split_once('"').map(|(token, _)| token)
    }
}

pub(crate) struct Browser<'a> {
    app: &'a TestApp,
    pub(crate) cookies: BTreeMap<String, String>,
}

impl Browser<'_> {
    pub(crate) async fn get(&mut self, path: &str) -> Result<Page, Box<dyn Error>> {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Sends a form from the page at the same path. The fields are already encoded.
    pub(crate) async fn submit(
        &mut self,
        path: &str,
        fields: &str,
    ) -> Result<Page, Box<dyn Error>> {
        let form = self.get(path).await?;
        let token = form.form_token().ok_or("no form")?;
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, BASE_URL);
        self.send(request, Body::from(format!("form_token={token}&{fields}")))
            .await
    }

    /// Asks for a login link and follows it.
    pub(crate) async fn log_in(&mut self, email: &str) -> Result<Page, Box<dyn Error>> {
        self.submit("/login/", &format!("email={email}"))
            .await?
            .assert(303, "");
        let link = self.app.mailed_link().await?;
        self.get(&link).await
    }

    async fn send(
        &mut self,
        mut request: axum::http::request::Builder,
        body: Body,
    ) -> Result<Page, Box<dyn Error>> {
        request = request.header(header::HOST, "rentals.example");
        for (name, value) in &self.cookies {
            request = request.header(header::COOKIE, format!("{name}={value}"));
        }
        let page = self.app.send(request.body(body)?).await?;
        for line in page.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = line.to_str()?.split_once('=').ok_or("no cookie")?;
            let (value, _) = rest.split_once(';').unwrap_or((rest, ""));
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        Ok(page)
    }
}

/// How long a login link is good for.
pub(crate) const FIVE_MINUTES: Duration = Duration::from_mins(5);
