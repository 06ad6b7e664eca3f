//! Why login by email cannot be set up.

use magiclink::{link::LinkSettingsError, login::LoginSettingsError};

use crate::{host::HostPatternError, pages::PagesError};

/// Settings or templates that are refused; the text says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    /// The settings of tokens or logins are refused.
    #[error(transparent)]
    Login(#[from] LoginSettingsError),
    /// The policies of private links are refused.
    #[error(transparent)]
    Links(#[from] LinkSettingsError),
    /// A template or a text is broken.
    #[error(transparent)]
    Pages(#[from] PagesError),
    /// A host that none can be.
    #[error(transparent)]
    Host(#[from] HostPatternError),
    /// A place to go to after the login that is not on the site.
    #[error("`{0}` is not a page of the site: write the path, such as /account/")]
    RedirectTo(String),
}
