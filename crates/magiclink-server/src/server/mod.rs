//! The server: the pages, the worker, and what they are made of.

pub(crate) mod audit;
mod clean_up;
mod dev_mail;
mod doctor;
mod health;
mod listen;
mod measured;
mod pace;
mod quiet;
mod router;
mod worker;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use magiclink::{base_url::BaseUrl, clock::Clock, event::Observer, person::People};
use magiclink_axum::{MagicLink, WebSettings};
use magiclink_lettre::{MailUrlError, Outgoing, SetupError};
use tokio::net::TcpListener;

use self::{
    audit::AuditLog,
    listen::{Answers, Bounds, Stop},
    measured::Measured,
};
use crate::{
    app::App,
    config::Checked,
    database::Database,
    failure::Failure,
    pages::{navigation, with_pages},
    proof::Proof,
    site::{self, FOLDER, PAGE},
};

/// What a server is made of.
pub(crate) struct Server {
    pub(crate) pages: MagicLink<People>,
    pub(crate) store: Arc<dyn Database>,
    outgoing: Outgoing,
    audit: Arc<AuditLog>,
    /// How long the audit log is kept.
    keep: Duration,
    measured: Option<Measured>,
    /// Pages besides those of the login.
    pub(crate) router: Router,
}

impl Server {
    /// Puts the parts together; every template is written once, so that a mistake shows now.
    pub(crate) fn new(checked: &Checked, store: Arc<dyn Database>) -> Result<Self, Failure> {
        Self::at(checked, store, Clock::System)
    }

    /// The same, by a clock that may be another one in tests.
    pub(crate) fn at(
        checked: &Checked,
        store: Arc<dyn Database>,
        clock: Clock,
    ) -> Result<Self, Failure> {
        let measured = Measured::new(checked, &store, &clock);
        let audit = Arc::new(AuditLog::new(Arc::clone(&store), clock.clone()));
        let mut observers: Vec<Arc<dyn Observer>> = vec![audit.clone()];
        observers.extend(measured.iter().map(Measured::observer));
        let pages = pages_at(checked, Arc::clone(&store), clock.clone(), observers)?;
        let outgoing = Measured::mailer(measured.as_ref(), outgoing(checked)?);
        let app = App {
            magic_link: pages.clone(),
            store: Arc::clone(&store),
            sites: Arc::new(checked.sites.clone()),
            base_url: base_url(checked)?,
            inbox: outgoing.inbox.clone(),
            clock,
            audit: Arc::clone(&audit),
            proof: Proof::new(checked.secret.clone(), &checked.config.base_url),
        };
        let mut router = router::router(&app);
        if !checked.sites.is_empty() {
            router = router.merge(site::routes(&pages, checked.sites.clone()));
        }
        Ok(Self {
            pages,
            store,
            outgoing,
            audit,
            keep: checked.config.audit.keep,
            measured,
            router,
        })
    }

    /// Answers requests and sends mails until the process is told to stop. `ready` is told where, and
    /// where the metrics are.
    pub(crate) async fn run(
        self,
        listen: SocketAddr,
        ready: impl FnOnce(SocketAddr, Option<SocketAddr>),
    ) -> Result<(), Failure> {
        let (listener, address) = bind(listen).await?;
        let answers = Answers {
            router: self.pages.mount(self.router),
            metrics: self.measured.as_ref().map(Measured::metrics),
        };
        let delivery = self.pages.delivery(self.outgoing.mailer);
        let bounds = Bounds::default();
        let stop = Stop::on_signal()
            .map_err(|error| Failure::doing("the program cannot be told to stop", &error))?;
        let metrics = match self.measured {
            Some(measured) => Some(measured.serve(stop.clone()).await?),
            None => None,
        };
        let clean_up = tokio::spawn(clean_up::run(self.store, self.keep));
        let audit = tokio::spawn(Arc::clone(&self.audit).run(stop.clone()));
        let mails = quiet::spawn(worker::run(delivery, stop.clone(), bounds.stop_time))
            .map_err(|error| Failure::doing("no thread can send mails", &error))?;
        ready(address, metrics);
        listen::serve(listener, answers, bounds, stop).await;
        // Both were told at the same moment and have the same time.
        let _ = mails.await;
        let _ = audit.await;
        self.audit.finish().await;
        clean_up.abort();
        Ok(())
    }
}

/// Listens on an address; with port 0 on any that is free.
async fn bind(listen: SocketAddr) -> Result<(TcpListener, SocketAddr), Failure> {
    let failed = |error| Failure::doing(&format!("cannot listen on {listen}"), &error);
    let listener = TcpListener::bind(listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

/// The pages of the login, and the flows behind them.
pub(crate) fn pages(
    checked: &Checked,
    store: Arc<dyn Database>,
) -> Result<MagicLink<People>, Failure> {
    pages_at(checked, store, Clock::System, Vec::new())
}

fn pages_at(
    checked: &Checked,
    store: Arc<dyn Database>,
    clock: Clock,
    observers: Vec<Arc<dyn Observer>>,
) -> Result<MagicLink<People>, Failure> {
    let config = &checked.config;
    let tokens = checked.tokens.clone();
    let mut settings = WebSettings::new(checked.secret.clone(), base_url(checked)?)
        .with_tokens(|_| tokens)
        .with_clock(clock)
        .with_sessions((&config.session).into())
        .with_site_name(&*config.site_name)
        .with_confirm(config.login.confirm.into())
        .with_redirect_to(&*config.login.redirect_to)
        .with_trusted_proxies(checked.proxies.clone());
    for observer in observers {
        settings = settings.with_observer(observer);
    }
    for namespace in [PAGE, FOLDER] {
        settings = settings.with_link_policy(namespace, (&config.link).into());
    }
    for (language, texts) in site::TEXTS {
        settings = settings.with_texts(language, texts);
    }
    settings = with_pages(settings);
    let has_sites = !checked.sites.is_empty();
    if !config.templates.is_empty() {
        settings = settings.with_templates(&config.templates);
    }
    settings = dev_mail::with_page(settings);
    MagicLink::new(settings, People::new(store.clone()), store)
        .map(|pages| pages.with_navigation(move |person| navigation(person, has_sites)))
        .map_err(|error| Failure::doing("the pages cannot be made", &error))
}

fn base_url(checked: &Checked) -> Result<BaseUrl, Failure> {
    let base_url = checked.config.base_url.parse();
    base_url.map_err(|error| Failure::doing("base_url", &error))
}

/// What sends mails.
pub(crate) fn outgoing(checked: &Checked) -> Result<Outgoing, Failure> {
    checked
        .mail
        .clone()
        .mailer(checked.sender.clone())
        .map_err(|error| match error {
            SetupError::Url(MailUrlError::NoPassword) => Failure::Usage(
                "mail_url: write the password of the mail server's user into a file that only you can \
                 read, and name it as mail_password_file"
                    .to_owned(),
            ),
            error => Failure::doing("mails cannot be sent", &error),
        })
}
