//! Login by email and private links.
//!
//! A person logs in by clicking a link that was mailed to them, or shares one private thing by a link
//! that opens that and nothing else. Both links carry a *token*: a short signed text that says for
//! which account it is and for what.
//!
//! ```
//! use std::collections::HashMap;
//! use magiclink::{Account, Tokens, account::LastLogin, scope::Login, secret::Secret, settings::Settings};
//!
//! // Your own type of users.
//! #[derive(Clone)]
//! struct User { id: i64, email: String, marker: String }
//!
//! impl Account for User {
//!     type Key = i64;
//!     fn primary_key(&self) -> i64 { self.id }
//!     fn is_active(&self) -> bool { true }
//!     fn password(&self) -> Option<&str> { Some(&self.marker) }
//!     fn email(&self) -> &str { &self.email }
//!     fn last_login(&self) -> Option<LastLogin> { None }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let marker = magiclink::account::marker()?;
//! let jane = User { id: 1, email: "jane.doe@example.com".into(), marker };
//! let users = HashMap::from([(jane.id, jane.clone())]);
//!
//! let secret = Secret::generate()?; // in earnest: read from a file or the environment
//! let tokens = Tokens::new(Settings::new(secret, "https://rentals.example"))?;
//!
//! // Mail this link to jane.doe@example.com:
//! let link = tokens.create(&jane, &Login)?.link("https://rentals.example/login/auth/")?;
//! assert!(link.starts_with("https://rentals.example/login/auth/?sesame=3."));
//!
//! // When it is clicked:
//! let token = link.split_once("sesame=").unwrap().1;
//! let user = tokens.authenticate_with(token, &Login, |id| users.get(id))?.into_account();
//! assert_eq!(user.email, "jane.doe@example.com");
//! # Ok(())
//! # }
//! ```
//!
//! # How the types relate
//!
//! - [`Account`] is implemented by your own type of users.
//! - [`Settings`](settings::Settings) say how tokens are made; [`Tokens`] is made from them, once.
//! - A [`Scope`](scope::Scope) says what a token is for: [`Login`](scope::Login), or one
//!   [`Private`](scope::Private) thing. The same value makes the token and checks it.
//! - [`Token`](token::Token) is what was made: its text, its parameter, its link.
//! - [`Unverified`] is a token that was read; [`Verified`] is the account that it has proven. A
//!   [`Rejection`] says why there is none.
//!
//! "Not there" is an `Option`, "refused" is a [`Rejection`], "broken" is an error.
//!
//! # Private links
//!
//! Register a [`Namespace`](scope::Namespace) for each kind of private thing. Whoever has the link
//! opens that one thing; nobody is logged in, and by its type the result cannot be taken for a login.
//!
//! ```
//! use std::time::Duration;
//! use magiclink::{Rejection, Tokens, scope::Namespace, settings::Settings};
//! # use magiclink::{Account, account::LastLogin, secret::Secret};
//! # struct User;
//! # impl Account for User {
//! #     type Key = i64;
//! #     fn primary_key(&self) -> i64 { 1 }
//! #     fn is_active(&self) -> bool { true }
//! #     fn password(&self) -> Option<&str> { Some("!r4nd0m") }
//! #     fn email(&self) -> &str { "jane.doe@example.com" }
//! #     fn last_login(&self) -> Option<LastLogin> { None }
//! # }
//! # let (jane, secret) = (User, Secret::generate()?);
//!
//! const BOOKING: Namespace = Namespace::from_static("booking");
//!
//! let tokens = Tokens::new(
//!     Settings::new(secret, "https://rentals.example")
//!         .with_namespace(BOOKING)
//!         .with_private_max_age(Duration::from_hours(30 * 24)),
//! )?;
//! let booking = BOOKING.scope(7);
//! let token = tokens.create(&jane, &booking)?;
//! let link = token.link("https://rentals.example/booking/7/share/")?;
//!
//! let find = |id: &i64| (*id == 1).then_some(&jane);
//! assert!(tokens.authenticate_with(token.expose(), &booking, find).is_ok());
//! let other = tokens.authenticate_with(token.expose(), &BOOKING.scope(8), find);
//! assert_eq!(other.unwrap_err(), Rejection::Signature);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing is kept of such a link. One with a label, a limit of uses or a passphrase, that its owner can
//! see and revoke, is a *registered* link: [`link`] has the tour.
//!
//! # Revoking
//!
//! A token is refused as soon as the account's *revocation state* has changed since it was made: by
//! default the password and the address, and in v3 the [epoch](Account::epoch). An account without
//! password has a [marker](account::marker) in its place, to be replaced when its tokens are to end.
//! [`Settings::with_key`](settings::Settings::with_key) ends all tokens of all accounts at once.
//!
//! # Expiry
//!
//! After a [`Rejection::Expired`] you can offer a new link: the signature was right. Every other reason
//! is for the log only; answer them all with the same page.
//!
//! ```
//! use std::time::Duration;
//! use magiclink::{Rejection, Tokens, clock::{ManualClock, Timestamp}, scope::Login, settings::Settings};
//! # use magiclink::{Account, account::LastLogin, secret::Secret};
//! # struct User;
//! # impl Account for User {
//! #     type Key = i64;
//! #     fn primary_key(&self) -> i64 { 1 }
//! #     fn is_active(&self) -> bool { true }
//! #     fn password(&self) -> Option<&str> { Some("!r4nd0m") }
//! #     fn email(&self) -> &str { "jane.doe@example.com" }
//! #     fn last_login(&self) -> Option<LastLogin> { None }
//! # }
//! # let (jane, secret) = (User, Secret::generate()?);
//!
//! // In tests the clock is yours.
//! let clock = ManualClock::new(Timestamp::from_unix_seconds(1_800_000_000));
//! let settings = Settings::new(secret, "https://rentals.example").with_clock(clock.clone());
//! let tokens = Tokens::new(settings)?;
//! let token = tokens.create(&jane, &Login)?;
//!
//! clock.advance(Duration::from_mins(10));
//! let refused = tokens.authenticate_with(token.expose(), &Login, |_| Some(&jane));
//! assert_eq!(refused.unwrap_err(), Rejection::Expired);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Accounts in a database
//!
//! Implement [`AccountStore`](store::AccountStore) and call [`Tokens::authenticate`]; or keep the
//! look-up to yourself with [`Tokens::decode`], then [`Unverified::verify`]. Either way the look-up is
//! the only wait: this crate has no runtime, no HTTP and no SQL.
//!
//! # Tokens of a Django project
//!
//! [`Settings::django`](settings::Settings::django) makes and accepts the tokens of
//! [django-sesame](https://django-sesame.readthedocs.io/), byte for byte; its documentation lists the
//! settings side by side. Custom packers are [`PrimaryKey`](primary_key::PrimaryKey) types.
//!
//! | version | made by | looks like | length with an `i64` key | signature is checked |
//! | --- | --- | --- | --- | --- |
//! | v1 (feature `v1`) | django-sesame before 2.0 | `AAAA…:1imRQd:Lw6e…` | 67 | before and after the look-up |
//! | v2 | django-sesame | `AAAABw098Q…` | 30 | after the look-up |
//! | v3 | this crate | `3.wQFkc3…` | 66 | before the look-up |
//!
//! # Features
//!
//! - `v1`: the old format of django-sesame, which rests on MD5 and SHA-1. Even then it is accepted only
//!   where the settings say so.
//! - `contract`: the rules that every store keeps, as tests for a store of your own.

pub mod account;
pub mod base_url;
pub mod bearer;
mod body;
pub mod client;
pub mod clock;
#[cfg(feature = "contract")]
pub mod contract;
mod create_error;
pub mod delivery;
pub mod email;
pub mod event;
pub mod letter;
pub mod limit;
pub mod link;
pub mod login;
mod mac;
pub mod mail;
pub mod memory;
pub mod next;
pub mod passphrase;
pub mod person;
pub mod primary_key;
mod rejection;
pub mod scope;
mod scoped;
pub mod secret;
pub mod session;
pub mod settings;
pub mod store;
pub mod token;
mod tokens;
mod unverified;
mod verified;
mod version;

pub use crate::{
    account::Account,
    create_error::CreateError,
    rejection::Rejection,
    scoped::{AuthenticateError, Scoped},
    tokens::Tokens,
    unverified::Unverified,
    verified::Verified,
};
