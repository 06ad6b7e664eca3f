//! `/booking/{id}/share/`: a booking, for whoever has its private link.

use axum::{
    extract::{Path, State},
    response::Response,
};
use magiclink::{
    event::Reason,
    scope::{Namespace, Private},
};
use magiclink_axum::{Authenticated, LinkScope, MagicLink, PageError, Visit, minijinja::context};

use crate::{rentals::Rentals, user::User};

/// Private links of bookings have the scopes `booking:1`, `booking:2` and so on.
pub(crate) const BOOKING: Namespace = Namespace::from_static("booking");

/// What a private link is for: the booking whose id is in the path, and no other.
pub(crate) struct BookingLink;

impl LinkScope for BookingLink {
    type Path = i64;

    fn scope(id: i64) -> Private {
        BOOKING.scope(id)
    }
}

/// The private link of a booking: whoever has it sees the booking, and is not logged in by it.
pub(crate) fn link(
    magic_link: &MagicLink<Rentals>,
    customer: &User,
    id: i64,
) -> Result<String, PageError> {
    let path = format!("/booking/{id}/share/");
    magic_link.private_link(customer, &BookingLink::scope(id), &path)
}

/// Shows the booking. Without the right link in the URL this is not called: the answer is "403 Forbidden".
pub(crate) async fn show(
    shared: Authenticated<Rentals, BookingLink>,
    State(rentals): State<Rentals>,
    Path(id): Path<i64>,
    visit: Visit,
) -> Result<Response, PageError> {
    let customer = shared.account;
    // Only among the customer's own: the link may be older than the end of the booking.
    let booking = rentals
        .booking_of(&customer, id)?
        .ok_or_else(|| PageError::PrivateRefused(Reason::new("booking-moved")))?;
    visit.page(
        "share.html",
        context! { customer => customer.email, home => booking.home, dates => booking.dates },
    )
}
