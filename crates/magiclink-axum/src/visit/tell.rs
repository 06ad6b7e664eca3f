//! What a visit tells to observers.

use axum::http::request::Parts;
use magiclink::event::{Event, Observer as _, Reason, What};

use crate::visit::Visit;

impl Visit {
    /// Something that happens on this visit, now, from its browser; [`tell`](Self::tell) tells it.
    #[must_use]
    pub fn event<'e>(&'e self, what: What<'e>) -> Event<'e> {
        Event::new(what, self.web().clock.now()).from(self.client())
    }

    /// Writes what has happened into the log and tells the observers
    /// ([`WebSettings::with_observer`](crate::WebSettings::with_observer)).
    pub fn tell(&self, event: &Event<'_>) {
        self.web().observers.observe(event);
    }

    /// Tells that a private link was refused, where the visitor gets a page all the same.
    pub(crate) fn tell_refused(parts: &Parts, reason: Reason) {
        if let Some(visit) = parts.extensions.get::<Self>() {
            visit.tell(&visit.event(What::LinkRefused { link: None, reason }));
        }
    }
}
