//! What pages and mails show of people, browsers and times.

use magiclink::{account::Account, client::Client, login::Pending};
use minijinja::{Value, context};

use crate::{browser::Browser, moment::Moment, page_error::PageError, visit::Visit};

/// Who is about to log in, when and from where that was asked for.
pub(crate) fn link_values<A: Account>(
    visit: &Visit,
    pending: &Pending<A>,
) -> Result<Value, PageError> {
    let request = &pending.request;
    let now = visit.web().clock.now().unix_seconds();
    let ago_seconds = now.saturating_sub(request.asked.unix_seconds()).max(0);
    let asked = Moment(request.asked);
    Ok(context! {
        email => pending.account.email(), ago_seconds,
        asked => asked.words(&visit.web().pages, visit.texts())?, asked_iso => asked.iso(),
        ..client_values(&request.client)
    })
}

/// The browser and address of somebody.
pub(crate) fn client_values(client: &Client) -> Value {
    let browser = Browser::parse(&client.browser);
    context! {
        browser => browser.map_or("", |browser| browser.name),
        system => browser.map_or("", |browser| browser.system),
        address => client.address.map(|address| address.to_string()).unwrap_or_default(),
    }
}
