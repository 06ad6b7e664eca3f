//! Registered private links: made, opened, limited, watched and revoked one by one.
//!
//! A token of a private link can be checked by itself
//! ([`Tokens::authenticate`](crate::Tokens::authenticate)). Of a *registered* link a store keeps a row, too:
//! with a label for its owner, a limit of uses, a passphrase, and when it was opened or revoked.
//!
//! ```
//! # use std::{future::Future, pin::pin, sync::Arc, task::{Context, Poll, Waker}};
//! # use magiclink::{account::marker, clock::Timestamp, memory::MemoryStore, person::People};
//! # use magiclink::store::{NewPerson, PersonStore as _};
//! use magiclink::{Tokens, scope::Namespace, settings::Settings};
//! use magiclink::link::{Links, Needs, NewLink};
//!
//! # fn now<F: Future>(future: F) -> F::Output {
//! #     match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
//! #         Poll::Ready(output) => output,
//! #         Poll::Pending => unreachable!("memory waits for nothing"),
//! #     }
//! # }
//! const BOOKING: Namespace = Namespace::from_static("booking");
//!
//! # let secret = magiclink::secret::Secret::generate()?;
//! # let store = Arc::new(MemoryStore::new());
//! # let (email, marker) = ("jane.doe@example.com", marker()?);
//! # let new = NewPerson { email, email_key: email, marker: &marker, language: None,
//! #     created: Timestamp::from_unix_seconds(0) };
//! # let jane = now(store.create_person(&new))?.unwrap();
//! # let accounts = People::new(store.clone());
//! # now(async {
//! let settings = Settings::new(secret, "https://rentals.example").with_namespace(BOOKING);
//! let links = Links::new(Tokens::new(settings)?, accounts, store, &[])?;
//!
//! let new = NewLink { label: "For Bob".to_owned(), max_uses: Some(1), ..NewLink::default() };
//! let made = links.create(&jane, &BOOKING.scope(7), new).await?;
//! let url = made.token.link("https://rentals.example/booking/7/share/")?;
//!
//! // Bob's browser comes with the token. Looking at it counts nothing:
//! let pending = links.look_at(made.token.expose(), &[BOOKING.scope(7)], |_| None).await?;
//! assert_eq!(pending.needs(), Needs::Confirm);
//! // He confirms. That counts, and his browser keeps the value in a cookie:
//! let (opened, bearer) = links.open(pending, None).await?;
//! assert_eq!(opened.account.email, "jane.doe@example.com");
//!
//! // With the cookie he goes on, until the link is revoked:
//! let bearer = bearer.expect("he had not opened it before");
//! assert!(links.find(&bearer).await?.is_some());
//! links.revoke(&jane, made.link.id).await?;
//! assert!(links.find(&bearer).await?.is_none());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod create;
mod find;
mod flow;
mod look;
mod open;
mod policy;
mod refusal;

pub use self::{
    create::{CreateLinkError, MadeLink, NewLink},
    flow::{LinkSettingsError, Links},
    look::{Needs, Pending},
    open::{Opened, PassphraseTry, Unlocked},
    policy::Policy,
    refusal::{LinkError, LinkRefusal},
};
pub use crate::store::link::{Link, LinkState, Opening};
use std::time::Duration;

/// How long a browser that opened a link with a limit of uses goes on without using it again, and how
/// long one that comes back with the token of any link is not counted again.
pub const CONTINUATION: Duration = Duration::from_mins(30);

/// How long a browser goes on that opened a link without a limit of uses, unless the link ends before.
pub const LONGEST_OPENING: Duration = Duration::from_hours(14 * 24);
