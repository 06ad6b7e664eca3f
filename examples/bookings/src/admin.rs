//! `/admin/`: all bookings with their private links, and a form to add one. For the staff only.

use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::{email::Email, store::EmailAccountStore as _};
use magiclink_axum::{CurrentAccount, Form, PageError, Visit, minijinja::context};

use crate::{app::App, rentals::Rentals, share};

pub(crate) async fn show(
    current: CurrentAccount<Rentals>,
    State(app): State<App>,
    visit: Visit,
) -> Result<Response, PageError> {
    staff_only(&current)?;
    page(&app, &visit, "")
}

/// Adds a booking; `Form` has checked that the form comes from a page of ours.
pub(crate) async fn add(
    current: CurrentAccount<Rentals>,
    State(app): State<App>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    staff_only(&current)?;
    let (home, dates) = (
        form.required("home")?.trim(),
        form.required("dates")?.trim(),
    );
    let customer = match form.required("customer")?.parse::<Email>() {
        Ok(email) => app.rentals.find_by_email(&email).await?,
        Err(_) => None,
    };
    match customer {
        None => page(&app, &visit, "Nobody has this address."),
        Some(_) if home.is_empty() || dates.is_empty() => {
            page(&app, &visit, "Say which home, and when.")
        }
        Some(customer) => {
            let added = app
                .rentals
                .add_booking(customer.id, home.to_owned(), dates.to_owned());
            added.await?;
            Ok(Redirect::to("/admin/").into_response())
        }
    }
}

/// For everybody else there is no such page.
fn staff_only(current: &CurrentAccount<Rentals>) -> Result<(), PageError> {
    if current.account.is_staff {
        Ok(())
    } else {
        Err(PageError::NotFound)
    }
}

fn page(app: &App, visit: &Visit, error: &str) -> Result<Response, PageError> {
    let bookings = app
        .rentals
        .bookings()?
        .into_iter()
        .map(|(customer, booking)| {
            let link = share::link(&app.magic_link, &customer, booking.id)?;
            Ok(
                context! { home => booking.home, dates => booking.dates, customer => customer.email, link },
            )
        });
    let bookings = bookings.collect::<Result<Vec<_>, PageError>>()?;
    visit.form_page("admin.html", context! { bookings, error })
}
