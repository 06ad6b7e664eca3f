//! The form for one more account.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::{account::marker, email::Email, event::What, person::Person, store::NewPerson};
use magiclink_axum::{Form, PageError, Visit, languages, minijinja::context};

use crate::{
    app::App,
    pages::admin::{Admin, RecentAdmin},
    routes::Route,
};

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    RecentAdmin(admin): RecentAdmin,
) -> Result<Response, PageError> {
    page(&app, &visit, &admin, &Typed::default())
}

pub(crate) async fn submit(
    State(app): State<App>,
    visit: Visit,
    RecentAdmin(admin): RecentAdmin,
    form: Form,
) -> Result<Response, PageError> {
    form.only(&["email", "language"])?;
    let mut typed = Typed {
        email: form.required("email")?,
        language: form.field("language").unwrap_or_default(),
        error: "",
    };
    if !typed.language.is_empty() && !languages().any(|known| known == typed.language) {
        return Err(PageError::BadRequest("there are no texts in the language"));
    }
    let email = Email::parse(typed.email);
    let added = match &email {
        Ok(email) => add(&app, email, typed.language).await?,
        Err(_) => None,
    };
    let Some(person) = added else {
        typed.error = if email.is_ok() {
            "account-taken"
        } else {
            "account-no-email"
        };
        let page = page(&app, &visit, &admin, &typed)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    admin.tell(&visit, &person, What::AccountAdded)?;
    let place = format!("{}?done=added", Route::Account.of(person.id));
    Ok(Redirect::to(&place).into_response())
}

/// What was typed, and the name of the text that says what is wrong with it.
#[derive(Default)]
struct Typed<'t> {
    email: &'t str,
    language: &'t str,
    error: &'static str,
}

fn page(app: &App, visit: &Visit, admin: &Admin, typed: &Typed<'_>) -> Result<Response, PageError> {
    visit.form_page(
        "pages/new-person.html",
        context! {
            navigation => app.magic_link.navigation(&admin.account, Route::Accounts.path()),
            here => Route::NewAccount.path(), back => Route::Accounts.path(),
            email => typed.email, language => typed.language, error => typed.error,
            languages => languages().collect::<Vec<_>>(),
        },
    )
}

/// Makes an account; `None` if there is one with the address.
async fn add(app: &App, email: &Email, language: &str) -> Result<Option<Person>, PageError> {
    let new = NewPerson {
        email: email.as_str(),
        email_key: email.key(),
        marker: &marker()?,
        language: Some(language).filter(|language| !language.is_empty()),
        created: app.clock.now(),
    };
    Ok(app.store.create_person(&new).await?)
}
