//! What happens in the flows, told to whoever wants to know: logs, metrics, an audit log.

mod detail;
mod names;
mod reason;
mod what;

use std::{fmt, sync::Arc};

pub use self::{
    detail::{Limit, Way},
    reason::Reason,
    what::What,
};
use crate::{client::Client, clock::Timestamp, primary_key::AccountKey};

/// Something that has happened. It names no token, code, cookie or passphrase.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Event<'e> {
    /// What.
    pub what: What<'e>,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub by: Actor<'e>,
    /// Whose account it concerns, as stores name it; `None` if there is none, or if nobody has proven it.
    pub account: Option<&'e AccountKey>,
    /// The address of that account, or the one that a mail goes to, if it is known here.
    pub email: Option<&'e str>,
    /// The browser that it came from.
    pub client: Option<&'e Client>,
}

/// Who did something.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Actor<'e> {
    /// Whoever used the pages: the account itself, as far as it is known.
    Visitor,
    /// An admin, on pages for admins.
    Admin {
        /// Their account.
        account: &'e AccountKey,
        /// Its address.
        email: &'e str,
    },
    /// An operator, by a command.
    Operator,
    /// The program by itself.
    Program,
}

impl Actor<'_> {
    /// Its name: the same in all versions.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Admin { .. } => "admin",
            Self::Operator => "operator",
            Self::Program => "program",
        }
    }
}

impl<'e> Event<'e> {
    /// Something that a visitor has done.
    #[must_use]
    pub const fn new(what: What<'e>, at: Timestamp) -> Self {
        Self {
            what,
            at,
            by: Actor::Visitor,
            account: None,
            email: None,
            client: None,
        }
    }

    /// The same, done by somebody else.
    #[must_use]
    pub const fn by(mut self, by: Actor<'e>) -> Self {
        self.by = by;
        self
    }

    /// The same, for this account.
    #[must_use]
    pub const fn of(mut self, account: &'e AccountKey) -> Self {
        self.account = Some(account);
        self
    }

    /// The same, with the address of the account or of the mail.
    #[must_use]
    pub const fn with_email(mut self, email: &'e str) -> Self {
        self.email = Some(email);
        self
    }

    /// The same, from this browser.
    #[must_use]
    pub const fn from(mut self, client: &'e Client) -> Self {
        self.client = Some(client);
        self
    }
}

/// Is told what happens.
///
/// It is called on the way of a request, before the answer is sent: it returns at once, and whatever takes
/// time it hands to another task or thread. What it does must not take longer for one address than for
/// another. Anybody can cause refusals in masses, so whatever is kept of them has to be bounded.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use magiclink::event::{Event, Observer, What};
///
/// #[derive(Debug, Default)]
/// struct Logins(AtomicU64);
///
/// impl Observer for Logins {
///     fn observe(&self, event: &Event<'_>) {
///         if let What::LoggedIn { .. } = event.what {
///             self.0.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
/// ```
pub trait Observer: fmt::Debug + Send + Sync {
    /// Something has happened.
    fn observe(&self, event: &Event<'_>);
}

/// Several observers, told one after the other.
#[derive(Clone, Debug, Default)]
pub struct Observers(Vec<Arc<dyn Observer>>);

impl Observers {
    /// The same, and one more.
    #[must_use]
    pub fn with(mut self, observer: Arc<dyn Observer>) -> Self {
        self.0.push(observer);
        self
    }
}

impl Observer for Observers {
    fn observe(&self, event: &Event<'_>) {
        for observer in &self.0 {
            observer.observe(event);
        }
    }
}
