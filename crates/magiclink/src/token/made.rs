//! A token that has been made, and the forms in which it goes into a link.

use std::{fmt, marker::PhantomData, sync::Arc};

use crate::{
    scope::Scope,
    secret::Secret,
    token::url::{LinkError, add_parameter},
};

/// A token that has been made, for the scope `S`.
///
/// It is a secret: whoever has it can use it. So it has no `Display`, its `Debug` shows `[redacted]`,
/// and its memory is wiped when it is dropped.
pub struct Token<S: Scope> {
    text: Secret,
    name: Arc<str>,
    scope: PhantomData<fn() -> S>,
}

impl<S: Scope> Token<S> {
    pub(crate) fn new(text: String, name: Arc<str>) -> Self {
        Self {
            text: Secret::new(text),
            name,
            scope: PhantomData,
        }
    }

    /// The text of the token: letters, digits, `-` and `_`, in v1 also `:`, in v3 also `.`.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.text.expose()
    }

    /// The name and the value of the query parameter.
    #[must_use]
    pub fn parameter(&self) -> (&str, &str) {
        (&self.name, self.expose())
    }

    /// The query string, with its question mark: `?sesame=…`.
    #[must_use]
    pub fn query_string(&self) -> String {
        format!("?{}={}", self.name, self.expose())
    }

    /// The link: an absolute `http` or `https` URL with the token added to its query.
    ///
    /// What the query has stays as it is, but for a parameter of the same name, which is replaced; a
    /// fragment stays at the end, and the host is written in ASCII.
    ///
    /// ```
    /// # use magiclink::{Account, Tokens, account::LastLogin, settings::Settings, scope::Login};
    /// # struct User;
    /// # impl Account for User {
    /// #     type Key = i64;
    /// #     fn primary_key(&self) -> i64 { 1 }
    /// #     fn is_active(&self) -> bool { true }
    /// #     fn password(&self) -> Option<&str> { Some("!r4nd0m") }
    /// #     fn email(&self) -> &str { "jane.doe@example.com" }
    /// #     fn last_login(&self) -> Option<LastLogin> { None }
    /// # }
    /// # let user = User;
    /// # let tokens = Tokens::new(Settings::django(magiclink::secret::Secret::generate()?))?;
    /// let token = tokens.create(&user, &Login)?;
    /// let link = token.link("https://bücher.example/login/?next=%2Fbooking%2F#top")?;
    /// assert_eq!(
    ///     link,
    ///     format!("https://xn--bcher-kva.example/login/?next=%2Fbooking%2F&sesame={}#top", token.expose()),
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `url` is not an absolute `http` or `https` URL.
    pub fn link(&self, url: &str) -> Result<String, LinkError> {
        add_parameter(url, &self.name, self.expose())
    }
}

impl<S: Scope> fmt::Debug for Token<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token([redacted])")
    }
}
