//! Asks whoever comes with a private link for a confirmation or for the passphrase, and opens it.

use std::{slice, time::Duration};

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink::{
    account::Account,
    event::{Limit, What},
    link::{LinkError, LinkRefusal, Needs, Pending, Unlocked},
    next::Next,
    scope::Private,
};
use minijinja::context;

use crate::{
    accounts::Accounts,
    form::Form,
    magic_link::MagicLink,
    page_error::{PageError, seconds},
    visit::Visit,
};

/// What is asked before a link is opened.
pub(crate) struct Question<'q, A> {
    pub(crate) pending: &'q Pending<A>,
    pub(crate) token: &'q str,
    /// Where the link leads, without the token.
    pub(crate) next: &'q Next,
}

/// What is wrong with the passphrase that was typed.
pub(crate) enum Problem {
    Empty,
    Wrong,
    Limited(Duration),
}

impl<A: Account> Question<'_, A> {
    /// Writes the page that asks, once more if there was a problem.
    pub(crate) fn ask(
        &self,
        visit: &Visit,
        problem: Option<&Problem>,
    ) -> Result<Response, PageError> {
        let link = self.pending.link();
        let wait = match problem {
            Some(Problem::Limited(wait)) => seconds(*wait),
            _ => 0,
        };
        let page = visit.form_page(
            "pages/open_link.html",
            context! {
                email => self.pending.account().email(), label => link.label.as_str(),
                is_limited => link.max_uses.is_some(),
                needs_passphrase => self.pending.needs() == Needs::Passphrase,
                error => problem.map_or("", Problem::key), seconds => wait,
                token_name => visit.web().token_name.as_str(), token => self.token,
                scope => link.scope.as_str(), next => self.next.as_str(),
            },
        )?;
        let mut page = (problem.map_or(StatusCode::OK, Problem::status), page).into_response();
        if wait > 0 {
            let headers = page.headers_mut();
            headers.insert(header::RETRY_AFTER, HeaderValue::from(wait));
        }
        Ok(page)
    }
}

impl Problem {
    /// What the words for it are called in the language files.
    const fn key(&self) -> &'static str {
        match self {
            Self::Empty => "open-passphrase-empty",
            Self::Wrong => "open-passphrase-wrong",
            Self::Limited(_) => "open-passphrase-limited",
        }
    }

    const fn status(&self) -> StatusCode {
        match self {
            Self::Empty => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Wrong => StatusCode::FORBIDDEN,
            Self::Limited(_) => StatusCode::TOO_MANY_REQUESTS,
        }
    }
}

pub(crate) async fn submit<A: Accounts>(
    State(magic_link): State<MagicLink<A>>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    visit.outgoing().had_token();
    let token = form.required(&visit.web().token_name)?;
    // The signature of the token covers the scope: another one is refused with it.
    let scope = Private::parse(form.required("scope")?)
        .ok_or(PageError::BadRequest("no scope of a link"))?;
    let next = Next::parse(form.required("next")?, &visit.web().base_url)
        .map_err(|_| PageError::BadRequest("a page that nobody can be sent to"))?;
    let links = magic_link.links();
    let pending = match links
        .look_at(token, slice::from_ref(&scope), |_| None)
        .await
    {
        // A second click on the button, in the browser that has the last use: its cookie is for the page
        // and is not seen here.
        Err(LinkError::Refused(LinkRefusal::UsedUp)) => {
            return Ok(Redirect::to(next.as_str()).into_response());
        }
        looked => looked?,
    };
    let typed = form.field("passphrase").unwrap_or_default();
    match unlock(&magic_link, &visit, &pending, typed).await? {
        Ok(unlocked) => magic_link.let_in(&visit, pending, unlocked, &next).await,
        Err(problem) => {
            let question = Question {
                pending: &pending,
                token,
                next: &next,
            };
            question.ask(&visit, Some(&problem))
        }
    }
}

/// Checks the passphrase, if the link has one, on a thread that may take its time.
async fn unlock<A: Accounts>(
    magic_link: &MagicLink<A>,
    visit: &Visit,
    pending: &Pending<A::Account>,
    typed: &str,
) -> Result<Result<Option<Unlocked>, Problem>, PageError> {
    if pending.needs() != Needs::Passphrase {
        return Ok(Ok(None));
    }
    if typed.trim().is_empty() {
        return Ok(Err(Problem::Empty));
    }
    let links = magic_link.links();
    let tried = match links.try_passphrase(pending, visit.client()).await {
        Ok(Some(tried)) => tried,
        Ok(None) => return Ok(Ok(None)),
        Err(LinkError::Limited(limited)) => {
            let limit = Limit::Passphrases;
            visit.tell(
                &visit
                    .event(What::Limited { limit })
                    .of(&pending.link().account),
            );
            return Ok(Err(Problem::Limited(limited.wait)));
        }
        Err(error) => return Err(error.into()),
    };
    let permit = magic_link.passphrase_permit().await?;
    let typed = typed.to_owned();
    let checked = tokio::task::spawn_blocking(move || {
        let checked = tried.check(&typed);
        // Not before, even if the visitor has gone meanwhile.
        drop(permit);
        checked
    });
    let checked = checked.await.map_err(PageError::internal)?;
    if let Err(refusal) = checked {
        let (link, reason) = (Some(pending.link().id), refusal.into());
        let event = visit.event(What::LinkRefused { link, reason });
        visit.tell(&event.of(&pending.link().account));
    }
    Ok(checked.map(Some).map_err(|_| Problem::Wrong))
}
