//! `/`: the bookings of whoever is logged in.

use axum::{extract::State, response::Response};
use magiclink_axum::{CurrentAccount, MagicLink, PageError, Visit, minijinja::context};

use crate::{rentals::Rentals, share};

/// Shows the bookings. Whoever is not logged in is sent to the login page, and from there back.
pub(crate) async fn show(
    current: CurrentAccount<Rentals>,
    State(magic_link): State<MagicLink<Rentals>>,
    State(rentals): State<Rentals>,
    visit: Visit,
) -> Result<Response, PageError> {
    let user = current.account;
    let bookings = rentals.bookings_of(&user)?.into_iter().map(|booking| {
        let link = share::link(&magic_link, &user, booking.id)?;
        Ok(context! { home => booking.home, dates => booking.dates, link })
    });
    let bookings = bookings.collect::<Result<Vec<_>, PageError>>()?;
    visit.page(
        "home.html",
        context! { email => user.email, is_staff => user.is_staff, bookings },
    )
}
