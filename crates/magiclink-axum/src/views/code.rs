//! Takes a typed code.

use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::login::{Finisher, LoginError};

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
        return sent::refuse(&visit);
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
            welcome(&magic_link, &visit, &finished)?;
            let place = visit.web().destination([None, finished.next.as_deref()]);
            Ok(Redirect::to(&place).into_response())
        }
        Err(LoginError::Refused(refusal)) => {
            tracing::debug!("the code is refused: {refusal}");
            sent::refuse(&visit)
        }
        Err(error) => Err(error.into()),
    }
}
