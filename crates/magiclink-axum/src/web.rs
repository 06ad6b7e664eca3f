//! What every page needs, whatever the accounts are.

use std::sync::Once;

use magiclink::{base_url::BaseUrl, clock::Clock, event::Observers, next::Next};

use crate::{
    client_address::TrustedProxies,
    host::AllowedHosts,
    pages::Pages,
    routes::{Route, Urls},
    settings::Confirm,
};

/// What every page needs, whatever the accounts are.
#[derive(Debug)]
pub(crate) struct Web {
    pub(crate) base_url: BaseUrl,
    pub(crate) urls: Urls,
    pub(crate) pages: Pages,
    pub(crate) hosts: AllowedHosts,
    pub(crate) proxies: TrustedProxies,
    pub(crate) confirm: Confirm,
    /// Where a login goes that does not know better: a path on the site.
    pub(crate) redirect_to: Option<String>,
    /// The name of the parameter that carries a token.
    pub(crate) token_name: String,
    pub(crate) clock: Clock,
    /// The log, then those of the application.
    pub(crate) observers: Observers,
    /// Whether it was said that the addresses of clients are not known.
    pub(crate) addresses_missed: Once,
}

impl Web {
    /// Where to go after a login: the first of the wished places that is on this site. Each is read
    /// again here, wherever it was kept in between.
    pub(crate) fn destination(&self, wished: [Option<&str>; 2]) -> String {
        let [first, second] = wished;
        let wished = [first, second, self.redirect_to.as_deref()]
            .into_iter()
            .flatten();
        let mut places = wished.filter_map(|text| Next::parse(text, &self.base_url).ok());
        let place = places.next().map(|next| next.as_str().to_owned());
        place.unwrap_or_else(|| self.urls.of(Route::Account))
    }
}
