//! What an application says about how people log in.

use std::{path::PathBuf, str::FromStr, sync::Arc};

use magiclink::{
    base_url::BaseUrl,
    clock::Clock,
    event::{Observer, Observers},
    link::Policy,
    scope::Namespace,
    secret::Secret,
    session::SessionAges,
    settings::Settings,
};
use minijinja::Value;

use crate::{client_address::TrustedProxies, event_log::EventLog, pages::OwnPages};

/// How people log in over HTTP.
///
/// ```
/// use magiclink::{base_url::BaseUrl, secret::Secret};
/// use magiclink_axum::WebSettings;
///
/// let base_url = BaseUrl::parse("https://rentals.example")?;
/// let settings = WebSettings::new(Secret::generate()?, base_url).with_site_name("Vacation rentals");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct WebSettings {
    pub(crate) base_url: BaseUrl,
    pub(crate) tokens: Settings,
    pub(crate) clock: Clock,
    pub(crate) sessions: SessionAges,
    pub(crate) link_policies: Vec<(Namespace, Policy)>,
    pub(crate) site_name: String,
    pub(crate) confirm: Confirm,
    pub(crate) redirect_to: Option<String>,
    pub(crate) trusted_proxies: TrustedProxies,
    pub(crate) allowed_hosts: Vec<String>,
    pub(crate) observers: Observers,
    pub(crate) own: OwnPages,
}

/// When a login link asks for one more click.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Confirm {
    /// Always.
    Always,
    /// Unless the browser is the one that asked for the link.
    #[default]
    OtherBrowser,
    /// Only where somebody else is logged in. Software that opens the links of mails, to look for
    /// malware, can use up a link then before its reader does.
    Never,
}

/// A text that is none of `always`, `other-browser` and `never`.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("`{0}` is not one of `always`, `other-browser` and `never`")]
pub struct ConfirmError(pub String);

impl FromStr for Confirm {
    type Err = ConfirmError;

    fn from_str(text: &str) -> Result<Self, ConfirmError> {
        match text {
            "always" => Ok(Self::Always),
            "other-browser" => Ok(Self::OtherBrowser),
            "never" => Ok(Self::Never),
            other => Err(ConfirmError(other.to_owned())),
        }
    }
}

impl WebSettings {
    /// Settings with safe defaults. `secret` is at least 32 bytes long and random; `base_url` is where
    /// visitors reach the application: what every mailed link begins with.
    pub fn new(secret: impl Into<Secret>, base_url: BaseUrl) -> Self {
        Self {
            tokens: Settings::new(secret, base_url.as_str()),
            clock: Clock::System,
            sessions: SessionAges::default(),
            link_policies: Vec::new(),
            site_name: base_url.authority().to_owned(),
            confirm: Confirm::default(),
            redirect_to: None,
            trusted_proxies: TrustedProxies::default(),
            allowed_hosts: Vec::new(),
            observers: Observers::default().with(Arc::new(EventLog)),
            own: OwnPages::default(),
            base_url,
        }
    }

    /// Changes how tokens are made: their age, the namespaces of private links.
    pub fn with_tokens(mut self, change: impl FnOnce(Settings) -> Settings) -> Self {
        self.tokens = change(self.tokens);
        self
    }

    /// Sets where the present time comes from, in tests.
    pub fn with_clock(mut self, clock: impl Into<Clock>) -> Self {
        self.clock = clock.into();
        self
    }

    /// Sets how long sessions last.
    pub fn with_sessions(mut self, ages: SessionAges) -> Self {
        self.sessions = ages;
        self
    }

    /// Sets what the registered private links to things of this namespace may be. The namespace is one of
    /// the tokens, too ([`with_tokens`](Self::with_tokens)).
    pub fn with_link_policy(mut self, namespace: Namespace, policy: Policy) -> Self {
        self.link_policies.push((namespace, policy));
        self
    }

    /// Sets what pages and mails call the site; by default it is its host.
    pub fn with_site_name(mut self, name: impl Into<String>) -> Self {
        self.site_name = name.into();
        self
    }

    /// Sets when a login link asks for one more click.
    pub fn with_confirm(mut self, confirm: Confirm) -> Self {
        self.confirm = confirm;
        self
    }

    /// Sets where a login goes that was not on its way to a page: a path on the site; by default the
    /// page of the account.
    pub fn with_redirect_to(mut self, path: impl Into<String>) -> Self {
        self.redirect_to = Some(path.into());
        self
    }

    /// Sets the proxies whose `X-Forwarded-For` is believed.
    pub fn with_trusted_proxies(mut self, proxies: TrustedProxies) -> Self {
        self.trusted_proxies = proxies;
        self
    }

    /// Takes requests for this host, too: `www.example.com`, or `.example.com` with all below it. Links
    /// lead to the base URL all the same.
    pub fn with_allowed_host(mut self, host: impl Into<String>) -> Self {
        self.allowed_hosts.push(host.into());
        self
    }

    /// Tells `observer`, too, what happens: who asks for a link, logs in, is refused, and so on.
    pub fn with_observer(mut self, observer: Arc<dyn Observer>) -> Self {
        self.observers = self.observers.with(observer);
        self
    }

    /// Adds a page of the application, for [`Visit::page`](crate::Visit::page): the name and source of its
    /// template, and sample values with which it is written at the start. It can extend
    /// `pages/base.html`.
    pub fn with_page(mut self, name: &str, source: &str, sample: Value) -> Self {
        self.own
            .pages
            .push((name.to_owned(), source.to_owned(), sample));
        self
    }

    /// Adds texts in Fluent's format to a language that there is: `en`, `de`, `fr` or `es`. A key that
    /// there is already gets the new text.
    pub fn with_texts(mut self, language: &str, source: &str) -> Self {
        self.own
            .texts
            .push((language.to_owned(), source.to_owned()));
        self
    }

    /// Takes templates from this folder in place of those that are compiled in, where it has them.
    pub fn with_templates(mut self, folder: impl Into<PathBuf>) -> Self {
        self.own.folder = Some(folder.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_confirm_setting_is_read_from_its_word() {
        assert_eq!("always".parse(), Ok(Confirm::Always));
        assert_eq!("other-browser".parse(), Ok(Confirm::default()));
        assert_eq!("never".parse(), Ok(Confirm::Never));
        assert_eq!(
            Confirm::from_str("Never"),
            Err(ConfirmError("Never".to_owned()))
        );
    }
}
