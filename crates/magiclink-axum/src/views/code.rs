//! Takes a typed code.

use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::{
    event::{Reason, Way, What},
    login::{Finisher, LoginError, Refusal},
};

use crate::{
    accounts::Accounts, arrival::welcome, form::Form, magic_link::MagicLink, page_error::PageError,
    views::sent, visit::Visit,
};

pub(crate) async fn submit<A: Accounts>(
    State(magic_link): State<MagicLink<A>>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let typed = form.required("code")?;
    let Some(login) = visit.login() else {
        return refuse(&visit, Refusal::NoRequest.into());
    };
    let by = Finisher {
        client: visit.client(),
        previous: visit.session(),
    };
    match magic_link
        .flow()
        .finish_with_code(&login.browser, typed, &by)
        .await
    {
        Ok(finished) => {
            welcome(&magic_link, &visit, (&finished, Way::Code))?;
            let place = visit.web().destination([None, finished.next.as_deref()]);
            Ok(Redirect::to(&place).into_response())
        }
        Err(LoginError::Refused(refusal)) => refuse(&visit, refusal.into()),
        Err(error) => Err(error.into()),
    }
}

fn refuse(visit: &Visit, reason: Reason) -> Result<Response, PageError> {
    visit.tell(&visit.event(What::CodeRefused { reason }));
    sent::refuse(visit)
}
