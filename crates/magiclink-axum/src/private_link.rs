//! Making private links.

use magiclink::scope::Private;

use crate::{accounts::Accounts, magic_link::MagicLink, page_error::PageError};

impl<A: Accounts> MagicLink<A> {
    /// Makes a private link: an absolute URL that leads to `path`, counted from the base URL, with a token
    /// of `account` for `scope`. Make the scope by the [`LinkScope`](crate::LinkScope) of the handler there.
    ///
    /// # Errors
    ///
    /// [`PageError::Internal`]: the settings do not have the namespace, or no token can be made for this
    /// account.
    pub fn private_link(
        &self,
        account: &A::Account,
        scope: &Private,
        path: &str,
    ) -> Result<String, PageError> {
        let token = self.tokens().create(account, scope);
        let link = token.map_err(PageError::internal)?;
        link.link(&self.web().base_url.join(path))
            .map_err(PageError::internal)
    }
}
