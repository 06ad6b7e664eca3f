//! Names and values in a query or a form, where each name comes once.

use std::borrow::Cow;

use axum::http::Uri;
use url::form_urlencoded;

use crate::page_error::PageError;

const TWICE: PageError = PageError::BadRequest("a parameter came twice");

/// What a query or a form holds. A name that comes twice is refused: two readers would disagree about
/// which one counts.
#[derive(Clone, Default)]
pub(crate) struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// Reads `application/x-www-form-urlencoded`; names may come twice as long as nobody asks for them.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        Self(form_urlencoded::parse(bytes).into_owned().collect())
    }

    /// The value of a name; `None` if it is not there.
    ///
    /// # Errors
    ///
    /// It is there twice.
    pub(crate) fn one(&self, name: &str) -> Result<Option<&str>, PageError> {
        let mut values = self
            .0
            .iter()
            .filter(|(found, _)| found == name)
            .map(|(_, value)| value);
        match (values.next(), values.next()) {
            (value, None) => Ok(value.map(String::as_str)),
            _ => Err(TWICE),
        }
    }

    /// All names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// Refuses any name that comes twice.
    pub(crate) fn check_all(&self) -> Result<(), PageError> {
        let mut names: Vec<_> = self.0.iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        let is_twice = names.windows(2).any(|pair| pair[0] == pair[1]);
        if is_twice {
            Err(PageError::BadRequest("a field came twice"))
        } else {
            Ok(())
        }
    }
}

/// The value of a name in a query; `None` if it is not there.
///
/// # Errors
///
/// It is there twice.
pub(crate) fn one<'q>(query: &'q str, name: &str) -> Result<Option<Cow<'q, str>>, PageError> {
    let mut values = form_urlencoded::parse(query.as_bytes())
        .filter(|(found, _)| found == name)
        .map(|(_, value)| value);
    match (values.next(), values.next()) {
        (value, None) => Ok(value),
        _ => Err(TWICE),
    }
}

/// A query without a parameter; what is left stays byte for byte as it is.
fn without(query: &str, name: &str) -> String {
    let is_named =
        |part: &&str| form_urlencoded::parse(part.as_bytes()).any(|(found, _)| found == name);
    let rest: Vec<_> = query.split('&').filter(|part| !is_named(part)).collect();
    rest.join("&")
}

/// The path and query of a URL without the parameter that carries a token.
pub(crate) fn without_token(uri: &Uri, token_name: &str) -> String {
    let rest = without(uri.query().unwrap_or_default(), token_name);
    if rest.is_empty() {
        uri.path().to_owned()
    } else {
        format!("{}?{rest}", uri.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_comes_twice_is_refused() {
        let pairs = Pairs::read(b"a=1&b=2&a=3&c");
        assert!(pairs.one("a").is_err());
        assert_eq!(pairs.one("b").unwrap(), Some("2"));
        assert_eq!(pairs.one("c").unwrap(), Some(""));
        assert_eq!(pairs.one("d").unwrap(), None);
        assert!(pairs.check_all().is_err());
        assert!(Pairs::read(b"a=1&%61=2").one("a").is_err());
        assert!(Pairs::read(b"a=1&b=2").check_all().is_ok());
    }

    #[test]
    fn a_parameter_is_taken_out_however_it_is_written() {
        assert_eq!(without("a=1&s=2&b=%20", "s"), "a=1&b=%20");
        assert_eq!(without("%73=2", "s"), "");
        assert_eq!(without("as=1", "s"), "as=1");
    }
}
