//! What the application is made of, and its URLs.

use axum::{Router, extract::FromRef, routing::get};
use magiclink_axum::{MagicLink, SetupError, WebSettings};
use magiclink_lettre::Inbox;

use crate::{admin, home, mailbox, rentals::Rentals, share};

/// What the handlers share; each takes the part that it needs, as a `State` or through an extractor.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) magic_link: MagicLink<Rentals>,
    pub(crate) rentals: Rentals,
    inbox: Inbox,
}

impl App {
    pub(crate) fn new(
        settings: WebSettings,
        rentals: Rentals,
        inbox: Inbox,
    ) -> Result<Self, SetupError> {
        let magic_link = MagicLink::new(settings, rentals.clone(), rentals.database().clone())?;
        Ok(Self {
            magic_link,
            rentals,
            inbox,
        })
    }

    /// The pages of the application, with those of the login beside them.
    pub(crate) fn router(&self) -> Router {
        let pages = Router::new()
            .route("/", get(home::show))
            .route("/admin/", get(admin::show).post(admin::add))
            .route("/booking/{id}/share/", get(share::show))
            .route("/mailbox/", get(mailbox::show));
        let pages = self.magic_link.protect(pages);
        self.magic_link.mount(pages).with_state(self.clone())
    }
}

impl FromRef<App> for MagicLink<Rentals> {
    fn from_ref(app: &App) -> Self {
        app.magic_link.clone()
    }
}

impl FromRef<App> for Rentals {
    fn from_ref(app: &App) -> Self {
        app.rentals.clone()
    }
}

impl FromRef<App> for Inbox {
    fn from_ref(app: &App) -> Self {
        app.inbox.clone()
    }
}
