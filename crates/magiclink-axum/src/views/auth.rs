//! Where a login link leads.

use axum::{
    extract::{RawQuery, State},
    response::Response,
};

use crate::{
    accounts::Accounts, arrival::Arrival, current_account::CurrentAccount, form::UncheckedForm,
    magic_link::MagicLink, page_error::PageError, query::Pairs, visit::Visit,
};

pub(crate) async fn show<A: Accounts>(
    State(magic_link): State<MagicLink<A>>,
    visit: Visit,
    current: Option<CurrentAccount<A>>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = Pairs::read(query.unwrap_or_default().as_bytes());
    let arrival = Arrival {
        magic_link: &magic_link,
        visit: &visit,
        current: current.as_ref(),
        token: pairs.one(&visit.web().token_name)?.unwrap_or_default(),
        next: None,
    };
    arrival.follow().await
}

pub(crate) async fn submit<A: Accounts>(
    State(magic_link): State<MagicLink<A>>,
    visit: Visit,
    current: Option<CurrentAccount<A>>,
    RawQuery(query): RawQuery,
    form: UncheckedForm,
) -> Result<Response, PageError> {
    visit.outgoing().had_token();
    let name = &visit.web().token_name;
    let pairs = Pairs::read(query.unwrap_or_default().as_bytes());
    let (in_query, in_form) = (pairs.one(name)?, form.peek(name));
    if in_query.is_some() && in_form.is_some() && in_query != in_form {
        return Err(PageError::BadRequest("two tokens"));
    }
    let arrival = Arrival {
        magic_link: &magic_link,
        visit: &visit,
        current: current.as_ref(),
        token: in_form.or(in_query).unwrap_or_default(),
        next: form.peek("next"),
    };
    match form.check() {
        Ok(()) => arrival.confirm().await,
        Err(error) => arrival.revisit(error).await,
    }
}
