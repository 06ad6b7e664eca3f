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
//! - `mount` goes around everything. What is to stay outside of its checks, such as a health check that
//!   is asked by address, is a router into which the mounted one is merged:
//!   `Router::new().route("/health/", …).merge(mounted)`. The other way round, pages that do not exist
//!   would no longer have a page.
//! - Pages of your own that are to have the same strict headers go through
//!   [`protect`](MagicLink::protect) first.
//! - A handler takes a [`Visit`] for the client's address and language, [`CurrentAccount`] for who is
//!   logged in, a [`Form`] for a form that is checked to come from here, and returns a [`PageError`] for
//!   a page in the visitor's language.
//! - Pages of your own in the same dress: [`WebSettings::with_page`] and
//!   [`with_texts`](WebSettings::with_texts), written by [`Visit::page`] and [`Visit::form_page`];
//!   [`MagicLink::with_navigation`] leads from one to the others.
//!
//! # Logging in by a token
//!
//! | django-sesame | here |
//! | --- | --- |
//! | `LoginView` | the page at `/login/auth/`, which `mount` brings |
//! | `AuthenticationMiddleware` | [`MagicLink::log_in_on_any_url`] |
//! | `@authenticate`, `required` or not | [`Authenticated`] or `Option<Authenticated<…>>` |
//! | … `scope`, `max_age`, `override` | [`LinkScope`] |
//! | … `permanent` | [`MagicLink::log_in_on_any_url`] around the route, or [`MagicLink::log_in`] |
//! | `get_user` | [`LinkToken`] and [`magiclink::Tokens::authenticate`] |
//!
//! A link logs in at once in the browser that asked for it. Any other browser shows who is about to log
//! in, and a button: software that opens the links of mails uses none up. [`Confirm`] sets this.
//!
//! # Private links
//!
//! - [`Authenticated`] checks a token by itself: nothing is kept of the link.
//! - [`MagicLink::links`] makes, lists and revokes *registered* links, with a label, a limit of uses, a
//!   passphrase ([`magiclink::link`]); [`WebSettings::with_link_policy`] says what they may be.
//! - [`Shared`] is for handlers that take links of either kind.
//! - [`MagicLink::private_page`] is for pages that are found in another way than by a route, such as files.
//!
//! # Events
//!
//! [`WebSettings::with_observer`] is told what happens, and why something was refused
//! ([`magiclink::event`]): for metrics, for an audit log. The log has the same, one line each.
//!
//! # Templates
//!
//! [`WebSettings::with_templates`] names a folder whose files take the place of those in `templates/`:
//! `pages/login.html`, `mail/login.txt`, `style.css` and so on. Each is written once in every language
//! by [`MagicLink::new`], so that a mistake stops the start with file and line.
//!
//! [axum]: https://docs.rs/axum

mod accounts;
mod any_url;
mod arrival;
mod authenticated;
mod browser;
mod client_address;
mod cookie_header;
mod cookies;
mod current_account;
mod event_log;
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
mod navigation_items;
mod outgoing;
mod page_error;
mod pages;
mod private_link;
mod private_page;
mod query;
mod router;
mod routes;
mod serve;
mod settings;
mod setup_error;
mod shared;
mod views;
mod visit;
mod web;

pub use minijinja;

pub use self::{
    accounts::Accounts,
    authenticated::{Authenticated, LinkScope},
    client_address::{TrustedProxies, TrustedProxiesError},
    current_account::CurrentAccount,
    form::Form,
    host::HostPatternError,
    language::TextsError,
    language::languages,
    link_token::LinkToken,
    magic_link::MagicLink,
    navigation_items::NavigationItem,
    page_error::PageError,
    pages::{FolderError, PagesError},
    private_page::{Access, PrivatePage},
    routes::Route,
    settings::{Confirm, ConfirmError, WebSettings},
    setup_error::SetupError,
    shared::Shared,
    visit::Visit,
};
