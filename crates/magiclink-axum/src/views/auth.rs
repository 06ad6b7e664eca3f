//! Where a login link leads.

use axum::{
    extract::{RawQuery, State},
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::{
    account::Account,
    login::{Finished, Finisher, LoginError, Pending},
};
use minijinja::context;

use crate::{
    accounts::Accounts, current_account::CurrentAccount, form::UncheckedForm,
    link_view::link_values, magic_link::MagicLink, masked, page_error::PageError, query::Pairs,
    settings::Confirm, visit::Visit,
};

pub(crate) async fn show<A: Accounts>(
    State(magic_link): State<MagicLink<A>>,
    visit: Visit,
    current: Option<CurrentAccount<A>>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = Pairs::read(query.unwrap_or_default().as_bytes());
    let token = pairs.one(&magic_link.web().token_name)?.unwrap_or_default();
    open(&magic_link, &visit, current.as_ref(), token, None).await
}

/// Follows a login link: logs in at once, or asks for one more click.
///
/// `next` is where to go in place of where the person was going when they asked for the link.
pub(crate) async fn open<A: Accounts>(
    magic_link: &MagicLink<A>,
    visit: &Visit,
    current: Option<&CurrentAccount<A>>,
    token: &str,
    next: Option<&str>,
) -> Result<Response, PageError> {
    visit.outgoing().had_token();
    let browser = visit.login().map(|login| &login.browser);
    let pending = match magic_link
        .flow()
        .look_at(token, browser, visit.client())
        .await
    {
        Ok(pending) => pending,
        Err(error) => return revisit(magic_link, current, token, next, error).await,
    };
    let other = current.filter(|current| !current.is(&pending.account));
    if visit.is_click() && other.is_none() && !needs_click(magic_link, &pending) {
        return log_in(magic_link, visit, token, next).await;
    }
    visit.form_page(
        "pages/confirm.html",
        context! {
            next => next.unwrap_or_default(),
            other => other.map_or("", |current| current.account.email()),
            token_name => visit.web().token_name.as_str(), token,
            ..link_values(visit, &pending)?
        },
    )
}

fn needs_click<A: Accounts>(magic_link: &MagicLink<A>, pending: &Pending<A::Account>) -> bool {
    match magic_link.web().confirm {
        Confirm::Always => true,
        Confirm::OtherBrowser => !pending.is_same_browser,
        Confirm::Never => false,
    }
}

pub(crate) async fn submit<A: Accounts>(
    State(magic_link): State<MagicLink<A>>,
    visit: Visit,
    current: Option<CurrentAccount<A>>,
    RawQuery(query): RawQuery,
    form: UncheckedForm,
) -> Result<Response, PageError> {
    let name = &magic_link.web().token_name;
    let pairs = Pairs::read(query.unwrap_or_default().as_bytes());
    let (in_query, in_form) = (pairs.one(name)?, form.peek(name));
    if in_query.is_some() && in_form.is_some() && in_query != in_form {
        return Err(PageError::BadRequest("two tokens"));
    }
    let token = in_form.or(in_query).unwrap_or_default().to_owned();
    let next = form.peek("next").map(str::to_owned);
    visit.outgoing().had_token();
    if let Err(error) = form.check() {
        // A second click sends a form from before the login: it finds itself logged in.
        let Some(place) =
            place_of_used(&magic_link, current.as_ref(), &token, next.as_deref()).await?
        else {
            return Err(error);
        };
        return Ok(Redirect::to(&place).into_response());
    }
    match log_in(&magic_link, &visit, &token, next.as_deref()).await {
        Err(PageError::Refused(reason)) => {
            let place =
                place_of_used(&magic_link, current.as_ref(), &token, next.as_deref()).await?;
            let place = place.ok_or(PageError::Refused(reason))?;
            Ok(Redirect::to(&place).into_response())
        }
        answer => answer,
    }
}

async fn log_in<A: Accounts>(
    magic_link: &MagicLink<A>,
    visit: &Visit,
    token: &str,
    next: Option<&str>,
) -> Result<Response, PageError> {
    let by = Finisher {
        client: visit.client(),
        previous: visit.session(),
    };
    let finished = magic_link.flow().finish(token, &by).await?;
    let place = welcome(magic_link, visit, &finished, next)?;
    Ok(Redirect::to(&place).into_response())
}

/// Has the browser keep the session, and says where to go.
pub(crate) fn welcome<A: Accounts>(
    magic_link: &MagicLink<A>,
    visit: &Visit,
    finished: &Finished<A::Account>,
    next: Option<&str>,
) -> Result<String, PageError> {
    let age = magic_link.sessions().ages();
    visit.log_in(&finished.bearer, age.idle.min(age.longest))?;
    let account = masked::address_of(&finished.account);
    tracing::info!(account.email = account, session.id = ?finished.session.id, "logged in");
    let next = next.filter(|next| !next.is_empty());
    Ok(magic_link
        .web()
        .destination([next, finished.next.as_deref()]))
}

/// A link that is refused: whoever is logged in as its account is sent on.
async fn revisit<A: Accounts>(
    magic_link: &MagicLink<A>,
    current: Option<&CurrentAccount<A>>,
    token: &str,
    next: Option<&str>,
    error: LoginError,
) -> Result<Response, PageError> {
    let is_refused = matches!(error, LoginError::Refused(_));
    let place = match place_of_used(magic_link, current, token, next).await? {
        Some(place) if is_refused => place,
        _ => return Err(error.into()),
    };
    Ok(Redirect::to(&place).into_response())
}

/// Where a link leads that has logged in this browser's account.
async fn place_of_used<A: Accounts>(
    magic_link: &MagicLink<A>,
    current: Option<&CurrentAccount<A>>,
    token: &str,
    next: Option<&str>,
) -> Result<Option<String>, PageError> {
    let Some(current) = current else {
        return Ok(None);
    };
    let revisit = magic_link
        .flow()
        .revisit(token, &current.session.account)
        .await?;
    let next = next.filter(|next| !next.is_empty());
    Ok(revisit.map(|revisit| {
        magic_link
            .web()
            .destination([next, revisit.next.as_deref()])
    }))
}
