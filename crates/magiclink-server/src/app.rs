//! What the handlers of the program's own pages reach.

use std::sync::Arc;

use axum::extract::FromRef;
use magiclink::{base_url::BaseUrl, clock::Clock, person::People};
use magiclink_axum::MagicLink;
use magiclink_lettre::Inbox;

use crate::{database::Database, proof::Proof, server::audit::AuditLog, site::Sites};

/// What the handlers of the program's own pages reach.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) magic_link: MagicLink<People>,
    pub(crate) store: Arc<dyn Database>,
    /// The folders that are served.
    pub(crate) sites: Arc<Sites>,
    /// Where people reach the server.
    pub(crate) base_url: BaseUrl,
    /// The mails of `inbox:`, for trying out.
    pub(crate) inbox: Option<Inbox>,
    pub(crate) clock: Clock,
    /// By which `magiclink doctor` and this server know each other.
    pub(crate) proof: Proof,
    pub(crate) audit: Arc<AuditLog>,
}

impl FromRef<App> for MagicLink<People> {
    fn from_ref(app: &App) -> Self {
        app.magic_link.clone()
    }
}

impl FromRef<App> for Arc<dyn Database> {
    fn from_ref(app: &App) -> Self {
        Arc::clone(&app.store)
    }
}
