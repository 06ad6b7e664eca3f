//! All accounts, for admins.

use axum::{extract::State, response::Response};
use magiclink::{clock::Timestamp, person::Person, store::PersonList};
use magiclink_axum::{
    PageError, Visit,
    minijinja::{Value, context},
};

use crate::{
    app::App,
    pages::{admin::Admin, list::List},
    routes::Route,
};

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    admin: Admin,
    list: List,
) -> Result<Response, PageError> {
    let wanted = PersonList {
        search: list.search(),
        after: list.after(|id| id.parse().ok()).unwrap_or(i64::MIN),
        count: List::count(),
    };
    let mut people = app.store.people(wanted).await?;
    let pages = list.pages(&mut people, |person| person.id.to_string());
    let people: Vec<_> = people.iter().map(values).collect();
    visit.page(
        "pages/people.html",
        context! {
            navigation => app.magic_link.navigation(&admin.account, Route::Accounts.path()),
            new_url => Route::NewAccount.path(), search => list.search(), people, pages,
        },
    )
}

/// An account, as templates know it.
pub(super) fn values(person: &Person) -> Value {
    context! {
        url => Route::Account.of(person.id), email => &*person.email, is_active => person.is_active,
        is_admin => person.is_admin, created => person.created.unix_seconds(),
        last_login => person.last_login.map(Timestamp::unix_seconds),
        language => person.language.as_deref(),
    }
}
