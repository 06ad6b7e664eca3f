//! "Check your email", with the field for the code.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use minijinja::context;

use crate::{accounts::Accounts, magic_link::MagicLink, page_error::PageError, visit::Visit};

pub(crate) async fn show<A: Accounts>(
    State(_): State<MagicLink<A>>,
    visit: Visit,
) -> Result<Response, PageError> {
    page(&visit, false)
}

/// The page once more, after a code that is wrong, late or burnt: the words are the same for all of them.
pub(crate) fn refuse(visit: &Visit) -> Result<Response, PageError> {
    Ok((StatusCode::FORBIDDEN, page(visit, true)?).into_response())
}

fn page(visit: &Visit, is_wrong: bool) -> Result<Response, PageError> {
    let login = visit.login();
    let now = visit.web().clock.now();
    visit.form_page(
        "pages/sent.html",
        context! {
            has_code => login.is_some() || is_wrong,
            seconds => login.map_or(0, |login| login.seconds_left(now)),
            is_wrong,
        },
    )
}
