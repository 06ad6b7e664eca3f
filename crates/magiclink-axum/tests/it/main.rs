//! The flows over HTTP, through the whole router: no port, no sleep, no order.
#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod account;
mod any_url;
mod app;
mod application;
mod auth;
mod broken;
mod browser;
mod cancel;
mod client_address;
mod code;
mod cookies;
mod corpus;
mod csrf;
mod emails;
mod errors;
mod events;
mod headers;
mod hosts;
mod html;
mod languages;
mod limits;
mod login;
mod logout;
mod logs;
mod private_links;
mod race;
mod redirects;
mod registered;
mod responses;
mod scanner;
mod templates;
