//! Login by email, ready to be mounted.

use std::{
    fmt,
    sync::{Arc, Once},
};

use magiclink::{
    Account, Tokens,
    base_url::BaseUrl,
    delivery::Delivery,
    link::Links,
    login::{LoginFlow, LoginSettings, LoginSettingsError},
    mail::Mailer,
    next::Next,
    passphrase::{Passphrase, PassphraseHash},
    session::Sessions,
    store::Store,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{
    accounts::Accounts,
    host::AllowedHosts,
    letters::Letters,
    navigation_items::Navigation,
    page_error::PageError,
    pages::Pages,
    routes::{Route, Urls},
    settings::WebSettings,
    setup_error::SetupError,
    web::Web,
};

/// Login by email over HTTP, for the accounts in `A`. It is cheap to clone.
pub struct MagicLink<A: Accounts> {
    inner: Arc<Inner<A>>,
    pub(crate) navigation: Option<Navigation<A::Account>>,
}

struct Inner<A: Accounts> {
    web: Arc<Web>,
    flow: LoginFlow<A>,
    sessions: Sessions<A>,
    links: Links<A>,
    /// One permit for each passphrase that is checked at the same moment.
    passphrases: Arc<Semaphore>,
    store: Arc<dyn Store>,
}

/// How many passphrases are checked at the same moment; each takes 19 MiB, and a core for a while.
const PASSPHRASES_AT_ONCE: usize = 2;

impl<A: Accounts> MagicLink<A> {
    /// Makes it for the accounts in `accounts`; login requests, sessions, mails and limits are kept in
    /// `store`. Every page is written once, so that a mistake in a template shows now.
    ///
    /// # Errors
    ///
    /// The settings or a template are refused; the error says what to do.
    pub fn new(
        settings: WebSettings,
        accounts: A,
        store: Arc<dyn Store>,
    ) -> Result<Self, SetupError> {
        let urls = Urls::new(settings.base_url.clone());
        let redirect_to = settings.redirect_to.as_deref();
        if redirect_to.is_some_and(|path| Next::parse(path, &settings.base_url).is_err()) {
            return Err(SetupError::RedirectTo(
                redirect_to.unwrap_or_default().to_owned(),
            ));
        }
        let clock = settings.clock;
        let tokens: Tokens<<A::Account as Account>::Key> =
            Tokens::new(settings.tokens.clone()).map_err(LoginSettingsError::from)?;
        let web = Arc::new(Web {
            pages: Pages::new(&settings.site_name, &urls, &settings.own)?,
            hosts: AllowedHosts::new(&settings.base_url, &settings.allowed_hosts)?,
            proxies: settings.trusted_proxies,
            confirm: settings.confirm,
            redirect_to: settings.redirect_to,
            token_name: tokens.token_name().to_owned(),
            clock: clock.clone(),
            observers: settings.observers,
            addresses_missed: Once::new(),
            base_url: settings.base_url,
            urls,
        });
        let flow = LoginFlow::new(
            LoginSettings {
                tokens: settings.tokens.with_clock(clock.clone()),
                link_url: web.urls.absolute(Route::Auth),
                cancel_url: web.urls.absolute(Route::Cancel),
                sessions: settings.sessions,
            },
            accounts.clone(),
            Arc::clone(&store),
            Arc::new(Letters::new(Arc::clone(&web))),
        )?;
        let (tokens, policies) = (flow.tokens().clone(), &settings.link_policies);
        let links = Links::new(tokens, accounts.clone(), Arc::clone(&store), policies)?;
        let sessions = Sessions::new(accounts, Arc::clone(&store), settings.sessions, clock);
        Ok(Self {
            inner: Arc::new(Inner {
                web,
                flow,
                sessions,
                links,
                passphrases: Arc::new(Semaphore::new(PASSPHRASES_AT_ONCE)),
                store,
            }),
            navigation: None,
        })
    }

    /// The flow itself, for what has no page: a link for an operator to hand over.
    #[must_use]
    pub fn flow(&self) -> &LoginFlow<A> {
        &self.inner.flow
    }

    /// Who is logged in, and where.
    #[must_use]
    pub fn sessions(&self) -> &Sessions<A> {
        &self.inner.sessions
    }

    /// The registered private links: made, listed, revoked.
    #[must_use]
    pub fn links(&self) -> &Links<A> {
        &self.inner.links
    }

    /// What sends the mails that the pages put into the store; it has to be
    /// [run](Delivery::run) beside them.
    #[must_use]
    pub fn delivery(&self, mailer: Arc<dyn Mailer>) -> Delivery {
        let (store, clock) = (Arc::clone(&self.inner.store), self.web().clock.clone());
        Delivery::new(store, mailer, clock).with_observer(Arc::new(self.web().observers.clone()))
    }

    /// What makes and checks tokens, those of private links too.
    #[must_use]
    pub fn tokens(&self) -> &Tokens<<A::Account as Account>::Key> {
        self.flow().tokens()
    }

    /// Where the application is reached: what every link begins with.
    #[must_use]
    pub fn base_url(&self) -> &BaseUrl {
        &self.inner.web.base_url
    }

    /// The path of a page of the flows, as a browser sees it.
    #[must_use]
    pub fn path(&self, route: Route) -> String {
        self.inner.web.urls.of(route)
    }

    /// The path of the login page, from which a visitor goes on to `next`, a path on the site.
    #[must_use]
    pub fn log_in_path(&self, next: &str) -> String {
        self.inner.web.urls.with(Route::Login, "next", next)
    }

    /// Hashes a passphrase for a new link, on a thread for such work, and few at the same moment.
    ///
    /// # Errors
    ///
    /// The operating system has no randomness or no memory to give.
    pub async fn hash_passphrase(
        &self,
        passphrase: Passphrase,
    ) -> Result<PassphraseHash, PageError> {
        let permit = self.passphrase_permit().await?;
        let hashed = tokio::task::spawn_blocking(move || {
            let hashed = passphrase.hash();
            // Not before, even if the visitor has gone meanwhile.
            drop(permit);
            hashed
        });
        let hashed = hashed.await.map_err(PageError::internal)?;
        hashed.map_err(PageError::internal)
    }

    /// Waits until a passphrase can be checked.
    pub(crate) async fn passphrase_permit(&self) -> Result<OwnedSemaphorePermit, PageError> {
        let permit = Arc::clone(&self.inner.passphrases).acquire_owned().await;
        permit.map_err(PageError::internal)
    }

    pub(crate) fn web(&self) -> &Arc<Web> {
        &self.inner.web
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &*self.inner.store
    }
}

impl<A: Accounts> Clone for MagicLink<A> {
    fn clone(&self) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            navigation: self.navigation.clone(),
        }
    }
}

impl<A: Accounts> fmt::Debug for MagicLink<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("MagicLink")
            .field("web", &self.inner.web)
            .finish_non_exhaustive()
    }
}
