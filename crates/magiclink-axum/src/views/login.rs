//! The form that asks for a login link.

use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::{
    account::Account as _,
    email::{Email, EmailError},
    event::{Limit, What},
    login::{Asked, LoginError},
    next::Next,
};
use minijinja::context;

use crate::{
    accounts::Accounts, current_account::CurrentAccount, form::Form, login_cookie::LoginCookie,
    magic_link::MagicLink, page_error::PageError, query::Pairs, routes::Route, visit::Visit,
};

pub(crate) async fn show<A: Accounts>(
    visit: Visit,
    current: Option<CurrentAccount<A>>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = Pairs::read(query.unwrap_or_default().as_bytes());
    let next = pairs
        .one("next")?
        .and_then(|next| Next::parse(next, &visit.web().base_url).ok());
    let account = current
        .as_ref()
        .map_or("", |current| current.account.email());
    visit.form_page(
        "pages/login.html",
        context! {
            next => next.as_ref().map_or("", Next::as_str), account, email => "", error => ""
        },
    )
}

pub(crate) async fn submit<A: Accounts>(
    State(magic_link): State<MagicLink<A>>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let web = magic_link.web();
    let next = form
        .field("next")
        .and_then(|next| Next::parse(next, &web.base_url).ok());
    let email = match Email::parse(form.required("email")?) {
        Ok(email) => email,
        Err(error) => return refuse(&visit, next.as_ref(), form.required("email")?, error),
    };
    let asked = Asked {
        email,
        next,
        client: visit.client().clone(),
        languages: visit.languages().to_vec(),
    };
    let answer = magic_link.flow().ask(&asked).await.map_err(limited)?;
    let event = visit.event(What::LoginAsked {
        email: &asked.email,
    });
    visit.tell(&match &answer.account {
        Some(account) => event.of(account),
        None => event,
    });
    let again = web.clock.now().saturating_add(answer.wait);
    let cookie = LoginCookie {
        browser: answer.browser,
        again,
    };
    visit.remember_asking(&cookie, magic_link.flow().max_age());
    Ok(Redirect::to(&web.urls.of(Route::Sent)).into_response())
}

/// Here it is the mails that are limited.
fn limited(error: LoginError) -> PageError {
    match error {
        LoginError::Limited(limited) => PageError::limited(limited, Limit::Mails),
        other => other.into(),
    }
}

/// The form once more, with what is wrong with the address.
fn refuse(
    visit: &Visit,
    next: Option<&Next>,
    email: &str,
    error: EmailError,
) -> Result<Response, PageError> {
    let page = visit.form_page(
        "pages/login.html",
        context! {
            next => next.map_or("", Next::as_str), account => "", email, error => key(error)
        },
    )?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What the words for an error are called in the language files.
const fn key(error: EmailError) -> &'static str {
    match error {
        EmailError::Empty => "email-empty",
        EmailError::TooLong => "email-too-long",
        EmailError::NoAt => "email-no-at",
        EmailError::LocalPart => "email-local-part",
        EmailError::Domain => "email-domain",
        _ => "email-other",
    }
}
