//! The style sheet.

use axum::{
    extract::State,
    http::{HeaderName, header},
};

use crate::{accounts::Accounts, magic_link::MagicLink};

/// A browser may keep it for good: its path names its content.
const HEADERS: [(HeaderName, &str); 2] = [
    (header::CONTENT_TYPE, "text/css; charset=utf-8"),
    (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
];

pub(crate) async fn show<A: Accounts>(
    State(magic_link): State<MagicLink<A>>,
) -> ([(HeaderName, &'static str); 2], String) {
    let (_, style) = magic_link.web().pages.style();
    (HEADERS, style.to_owned())
}
