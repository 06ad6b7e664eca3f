//! Logging in on any URL.

use axum::{
    Router,
    extract::{OriginalUri, Request, State},
    http::{Method, Uri},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse as _, Response},
};
use magiclink::bearer::Bearer;
use magiclink::{
    Verified,
    account::Account,
    event::{Way, What},
    primary_key::AccountKey,
    scope::Login,
};

use crate::{
    accounts::Accounts,
    arrival::Arrival,
    magic_link::MagicLink,
    page_error::PageError,
    query::{one, without_token},
    visit::Visit,
};

impl<A: Accounts> MagicLink<A> {
    /// Lets a login link lead to any page of a router: whoever comes with a login token in the URL is
    /// logged in, as on the page for it, and sent to the same URL without the token.
    ///
    /// [`LoginFlow::make_link_to`](magiclink::login::LoginFlow::make_link_to) makes such links. Tokens of
    /// private links are left to the handlers.
    #[must_use = "the layer is around the router that is returned"]
    pub fn log_in_on_any_url<S: Clone + Send + Sync + 'static>(
        &self,
        router: Router<S>,
    ) -> Router<S> {
        router.layer(from_fn_with_state(self.clone(), follow::<A>))
    }

    /// The path and query of a URL without the token that may be in it; what is left stays as it is.
    #[must_use]
    pub fn without_token(&self, uri: &Uri) -> String {
        without_token(uri, &self.web().token_name)
    }

    /// Begins a session for whom a login token has authenticated, in place of the one that the browser
    /// has, and has the browser keep it.
    ///
    /// It is for tokens that the flow has not made, such as those of a Django project: nothing here
    /// knows whether one was used before.
    ///
    /// # Errors
    ///
    /// The store failed.
    pub async fn log_in(
        &self,
        visit: &Visit,
        verified: &Verified<A::Account, Login>,
    ) -> Result<(), PageError> {
        let key = AccountKey::of(&verified.account().primary_key());
        let key = key.ok_or_else(|| PageError::internal("a primary key that is too long"))?;
        let (now, ages) = (self.web().clock.now(), self.sessions().ages());
        let bearer = Bearer::random_at(now)?;
        let session = ages.begin(&bearer, key, visit.client().clone(), now);
        let previous = visit.session().map(Bearer::digest);
        self.store()
            .create_session(&session, previous.as_ref())
            .await?;
        visit.log_in(&bearer, ages.idle.min(ages.longest))?;
        let (way, id) = (Way::Token, session.id);
        let event = visit.event(What::LoggedIn { way, session: id });
        let email = verified.account().email();
        visit.tell(&event.of(&session.account).with_email(email));
        Ok(())
    }
}

async fn follow<A: Accounts>(
    State(magic_link): State<MagicLink<A>>,
    visit: Visit,
    request: Request,
    next: Next,
) -> Response {
    let original = request.extensions().get::<OriginalUri>();
    let uri = original.map_or_else(|| request.uri().clone(), |OriginalUri(uri)| uri.clone());
    if request.method() == Method::GET {
        match open(&magic_link, &visit, &uri).await {
            Ok(None) => {}
            Ok(Some(answer)) => return answer,
            Err(error) => return error.into_response(),
        }
    }
    next.run(request).await
}

/// Follows the login token in a URL; `None` if there is none.
async fn open<A: Accounts>(
    magic_link: &MagicLink<A>,
    visit: &Visit,
    uri: &Uri,
) -> Result<Option<Response>, PageError> {
    let Some(query) = uri.query() else {
        return Ok(None);
    };
    let name = &magic_link.web().token_name;
    let Some(token) = one(query, name)? else {
        return Ok(None);
    };
    // Only a genuine login token is followed: one of a private link is none, and no guess either.
    if magic_link.tokens().decode(&token, &Login).is_err() {
        return Ok(None);
    }
    let clean = without_token(uri, name);
    let current = magic_link.current(visit).await?;
    let arrival = Arrival {
        magic_link,
        visit,
        current: current.as_ref(),
        token: &token,
        next: Some(&clean),
    };
    arrival.follow().await.map(Some)
}
