//! Login by email and private links for [axum]: routes, pages, mails, cookies, extractors.
//!
//! # How to mount
//!
//! Give [`MagicLink`] your accounts and a store, and [`mount`](MagicLink::mount) your router on it:
//!
//! ```
//! use std::sync::Arc;
//!
//! use axum::{Router, extract::FromRef, routing::get};
//! use magiclink::{base_url::BaseUrl, memory::MemoryStore, person::People, secret::Secret};
//! use magiclink_axum::{CurrentAccount, MagicLink, WebSettings};
//!
//! #[derive(Clone)]
//! struct App {
//!     magic_link: MagicLink<People>, // and your pool, your templates …
//! }
//!
//! impl FromRef<App> for MagicLink<People> {
//!     fn from_ref(app: &App) -> Self {
//!         app.magic_link.clone()
//!     }
//! }
//!
//! async fn bookings(current: CurrentAccount<People>) -> String {
//!     format!("Bookings of {}", current.account.email)
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let store = Arc::new(MemoryStore::new()); // in earnest: a database
//! let accounts = People::new(store.clone()); // or your own users table: an `EmailAccountStore`
//! let secret = Secret::generate()?; // in earnest: read from a file
//! let base_url = BaseUrl::parse("https://rentals.example")?;
//!
//! let settings = WebSettings::new(secret, base_url).with_site_name("Vacation rentals");
//! let magic_link = MagicLink::new(settings, accounts, store.clone())?;
//! let router = Router::new().route("/bookings/", get(bookings));
//! let app: Router = magic_link.mount(router).with_state(App { magic_link });
//! # Ok(())
//! # }
//! ```
//!
//! - Serve it with `into_make_service_with_connect_info::<SocketAddr>()`: limits count by the address of
//!   the client, and share one for all where there is none.
//! - Mails wait in the store: run [`magiclink::delivery::Delivery`] with a mailer beside the server.
//! - `mount` is the last step: what is merged or layered afterwards is outside of its checks.
//! - Pages of your own that are to have the same strict headers go through
//!   [`protect`](MagicLink::protect) first.
//! - A handler takes a [`Visit`] for the client's address and language, a [`Form`] for a form that is
//!   checked to come from here, and returns a [`PageError`] for a page in the visitor's language.
//!
//! [axum]: https://docs.rs/axum

mod accounts;
mod any_url;
mod authenticated;
mod browser;
mod client_address;
mod cookie_header;
mod cookies;
mod current_account;
mod form;
mod headers;
mod hex;
mod host;
mod language;
mod letters;
mod link_token;
mod link_view;
mod login_cookie;
mod magic_link;
mod moment;
mod navigation;
mod outgoing;
mod page_error;
mod pages;
mod query;
mod router;
mod routes;
mod serve;
mod settings;
mod setup_error;
mod views;
mod visit;
mod web;

pub use self::{
    accounts::Accounts,
    authenticated::{Authenticated, LinkScope},
    client_address::{TrustedProxies, TrustedProxiesError},
    current_account::CurrentAccount,
    form::Form,
    host::HostPatternError,
    link_token::LinkToken,
    magic_link::MagicLink,
    page_error::PageError,
    pages::{FolderError, PagesError},
    routes::Route,
    settings::{Confirm, WebSettings},
    setup_error::SetupError,
    visit::Visit,
};
