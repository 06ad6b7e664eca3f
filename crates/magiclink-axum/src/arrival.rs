//! Somebody who comes with a login token.

use axum::response::{IntoResponse as _, Redirect, Response};
use magiclink::{
    account::Account,
    event::{Way, What},
    login::{Finished, Finisher, LoginError, Pending},
};
use minijinja::context;

use crate::{
    accounts::Accounts, current_account::CurrentAccount, link_view::link_values,
    magic_link::MagicLink, page_error::PageError, settings::Confirm, visit::Visit,
};

/// Somebody who comes with a login token: in the URL of a link, or in the form of the page behind it.
pub(crate) struct Arrival<'a, A: Accounts> {
    pub(crate) magic_link: &'a MagicLink<A>,
    pub(crate) visit: &'a Visit,
    /// Who is logged in already.
    pub(crate) current: Option<&'a CurrentAccount<A>>,
    pub(crate) token: &'a str,
    /// Where to go in place of where the person was going when they asked for the link.
    pub(crate) next: Option<&'a str>,
}

impl<A: Accounts> Arrival<'_, A> {
    /// Follows a link: logs in at once, or asks for one more click.
    pub(crate) async fn follow(&self) -> Result<Response, PageError> {
        let (flow, visit) = (self.magic_link.flow(), self.visit);
        visit.outgoing().had_token();
        let browser = visit.login().map(|login| &login.browser);
        let pending = match flow.look_at(self.token, browser, visit.client()).await {
            Ok(pending) => pending,
            Err(error) => return self.revisit(error.into()).await,
        };
        let other = self.current.filter(|current| !current.is(&pending.account));
        if visit.is_click() && other.is_none() && !self.needs_click(&pending) {
            let finished = flow.finish_pending(pending, &self.finisher()).await?;
            return Ok(self.welcome(&finished)?);
        }
        visit.form_page(
            "pages/confirm.html",
            context! {
                next => self.next.unwrap_or_default(),
                other => other.map_or("", |current| current.account.email()),
                token_name => visit.web().token_name.as_str(), token => self.token,
                ..link_values(visit, &pending)?
            },
        )
    }

    /// Logs in: the form of the page was sent.
    pub(crate) async fn confirm(&self) -> Result<Response, PageError> {
        match self.log_in().await {
            Ok(answer) => Ok(answer),
            Err(error) => self.revisit(error.into()).await,
        }
    }

    /// Answers what was refused; whoever is logged in as the account of the link is sent on: a second
    /// click, of a link or of a button, finds itself logged in.
    pub(crate) async fn revisit(&self, error: PageError) -> Result<Response, PageError> {
        let is_refused = matches!(error, PageError::Refused(_) | PageError::Forged(_));
        let Some(current) = self.current.filter(|_| is_refused) else {
            return Err(error);
        };
        let account = &current.session.account;
        match self.magic_link.flow().revisit(self.token, account).await? {
            Some(revisit) => Ok(self.go_on(revisit.next.as_deref())),
            None => Err(error),
        }
    }

    fn needs_click(&self, pending: &Pending<A::Account>) -> bool {
        match self.visit.web().confirm {
            Confirm::Always => true,
            Confirm::OtherBrowser => !pending.is_same_browser,
            Confirm::Never => false,
        }
    }

    async fn log_in(&self) -> Result<Response, LoginError> {
        let flow = self.magic_link.flow();
        self.welcome(&flow.finish(self.token, &self.finisher()).await?)
    }

    fn finisher(&self) -> Finisher<'_> {
        Finisher {
            client: self.visit.client(),
            previous: self.visit.session(),
        }
    }

    fn welcome(&self, finished: &Finished<A::Account>) -> Result<Response, LoginError> {
        welcome(self.magic_link, self.visit, (finished, Way::Link))?;
        Ok(self.go_on(finished.next.as_deref()))
    }

    fn go_on(&self, asked: Option<&str>) -> Response {
        let next = self.next.filter(|next| !next.is_empty());
        Redirect::to(&self.visit.web().destination([next, asked])).into_response()
    }
}

/// Has the browser keep the session of a login that is done.
pub(crate) fn welcome<A: Accounts>(
    magic_link: &MagicLink<A>,
    visit: &Visit,
    (finished, way): (&Finished<A::Account>, Way),
) -> Result<(), LoginError> {
    let ages = magic_link.sessions().ages();
    visit.log_in(&finished.bearer, ages.idle.min(ages.longest))?;
    let session = &finished.session;
    let event = visit.event(What::LoggedIn {
        way,
        session: session.id,
    });
    visit.tell(
        &event
            .of(&session.account)
            .with_email(finished.account.email()),
    );
    Ok(())
}
