//! `magiclink token inspect`: what a token is for, and why it is refused.

use magiclink::{
    Account, Rejection, Tokens, clock::Clock, link::LinkError, scope::Login, token::TokenId,
};
use serde::Serialize;

use crate::{
    cli::Token,
    commands::token_settings,
    config::Checked,
    failure::Failure,
    server, show,
    site::{SitePath, Target},
};

/// What a token says and what becomes of it.
#[derive(Debug, Default, Serialize)]
struct Report {
    accepted: bool,
    /// Why not.
    reason: Option<String>,
    /// What a private link opens.
    opens: Option<String>,
    id: Option<String>,
    account: Option<String>,
    asked: Option<String>,
    expires: Option<String>,
    spent: Option<String>,
}

pub(super) async fn run(command: Token, checked: &Checked) -> Result<(), Failure> {
    let (token, json) = match command {
        Token::Inspect { token, json } => (token, json),
        Token::AcceptSettings => return token_settings::accept(checked).await,
    };
    let report = match page_of(&token, checked) {
        Some(page) => inspect_private(checked, &page, token_of(&token)).await?,
        None => inspect(checked, token_of(&token)).await?,
    };
    if json {
        return show::json(&report);
    }
    let lines = [
        ("opens", &report.opens),
        ("account", &report.account),
        ("id", &report.id),
        ("asked", &report.asked),
        ("expires", &report.expires),
        ("used", &report.spent),
    ];
    let accepted = match report.opens {
        Some(_) => "it opens one thing and logs nobody in",
        None => "it logs in",
    };
    let answer = report.reason.as_deref().unwrap_or(accepted);
    println!(
        "{:8} {answer}",
        if report.accepted {
            "accepted"
        } else {
            "refused"
        }
    );
    for (name, value) in lines {
        if let Some(value) = value {
            println!("{name:8} {value}");
        }
    }
    Ok(())
}

async fn inspect(checked: &Checked, token: &str) -> Result<Report, Failure> {
    let tokens = Tokens::<i64>::new(checked.tokens.clone())
        .map_err(|error| Failure::Usage(error.to_string()))?;
    let mut report = Report::default();
    let unverified = match tokens.decode(token, &Login) {
        Ok(unverified) => unverified,
        Err(rejection) => {
            report.reason = Some(explain(rejection));
            return Ok(report);
        }
    };
    let store = checked.database.open().await?;
    let id = unverified.id();
    report.id = id.as_ref().map(TokenId::to_string);
    let Some(person) = store.find_person(*unverified.primary_key()).await? else {
        report.reason = Some(explain(unverified.refuse_unknown()));
        return Ok(report);
    };
    report.account = Some(person.email().to_owned());
    report.reason = unverified.verify(&person).err().map(explain);
    let request = match id {
        Some(id) => store.find_login(id).await?,
        None => None,
    };
    match request {
        None => report.reason = Some("no login was asked for with it".to_owned()),
        Some(request) => {
            report.asked = Some(show::time(request.asked));
            report.expires = Some(show::time(request.expires));
            report.spent = request.spent.map(show::time);
            if request.spent.is_some() && report.reason.is_none() {
                report.reason = Some("it was used or called off".to_owned());
            }
            report.accepted = report.reason.is_none() && request.is_open(Clock::System.now());
        }
    }
    Ok(report)
}

/// Looks at a private link as if its page were asked for.
async fn inspect_private(
    checked: &Checked,
    page: &SitePath,
    token: &str,
) -> Result<Report, Failure> {
    let pages = server::pages(checked, checked.database.open().await?)?;
    let scopes: Vec<_> = Target::all_that_open(page)
        .map(|target| target.scope())
        .collect();
    let pending = match pages.links().look_at(token, &scopes, |_| None).await {
        Ok(pending) => pending,
        Err(LinkError::Store(error)) => return Err(error.into()),
        Err(error) => {
            return Ok(Report {
                reason: Some(error.to_string()),
                ..Report::default()
            });
        }
    };
    let link = pending.link();
    Ok(Report {
        accepted: true,
        opens: Target::of_scope(&link.scope).map(|target| target.to_string()),
        id: Some(link.id.to_string()),
        account: Some(pending.account().email.clone()),
        asked: Some(show::time(link.created)),
        expires: Some(show::time(link.expires)),
        ..Report::default()
    })
}

/// The page that a link leads to, if it is one of a site.
fn page_of(text: &str, checked: &Checked) -> Option<SitePath> {
    let rest = text.trim().strip_prefix(&*checked.config.base_url)?;
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    // The slash may be the last of the base URL.
    let path = SitePath::from_url(&format!("/{}", path.trim_start_matches('/'))).ok()?;
    checked.sites.find(&path).is_some().then_some(path)
}

fn explain(rejection: Rejection) -> String {
    match rejection {
        Rejection::Signature => {
            "it is forged, cut off, for something else than logging in, or made \
                                 with another secret key"
                .to_owned()
        }
        other => other.to_string(),
    }
}

/// The token in a link, or the text itself.
fn token_of(text: &str) -> &str {
    let text = text.trim();
    match text.split_once("sesame=") {
        Some((_, rest)) => rest.split(['&', '#']).next().unwrap_or(rest),
        None => text,
    }
}
