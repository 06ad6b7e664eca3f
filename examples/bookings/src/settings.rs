//! How people log in, how bookings are shared, and the pages.

use std::time::Duration;

use magiclink::{base_url::BaseUrl, secret::Secret, settings::Settings};
use magiclink_axum::{
    WebSettings,
    minijinja::{Value, context},
};

use crate::share::BOOKING;

const DAY: Duration = Duration::from_hours(24);

pub(crate) fn settings(secret: impl Into<Secret>, base_url: BaseUrl) -> WebSettings {
    pages(
        WebSettings::new(secret, base_url)
            .with_site_name("Vacation rentals")
            .with_redirect_to("/")
            .with_tokens(tokens),
    )
}

/// Links that log in are good for five minutes; links that share a booking for 400 days, and also after
/// the customer has got a new password.
fn tokens(settings: Settings) -> Settings {
    settings
        .with_max_age(Duration::from_mins(5))
        .with_private_max_age(400 * DAY)
        .with_private_invalidate_on_password_change(false)
        .with_namespace(BOOKING)
}

/// Every page with sample values: it is written once at the start, so that a mistake in it shows then.
fn pages(settings: WebSettings) -> WebSettings {
    let booking = context! { home => "", dates => "", customer => "", link => "" };
    let mail = context! { to => "", subject => "", lines => ["https://rentals.example"] };
    let values = context! {
        bookings => [booking.clone()], mails => [mail], email => "", is_staff => true, error => "",
        form_token => "", ..booking
    };
    let page = |settings: WebSettings, (name, source): (&str, &str)| {
        settings.with_page(name, source, Value::clone(&values))
    };
    PAGES.into_iter().fold(settings, page)
}

const PAGES: [(&str, &str); 5] = [
    ("rentals.html", include_str!("../templates/rentals.html")),
    ("home.html", include_str!("../templates/home.html")),
    ("admin.html", include_str!("../templates/admin.html")),
    ("share.html", include_str!("../templates/share.html")),
    ("mailbox.html", include_str!("../templates/mailbox.html")),
];
