//! Adding a parameter to a URL.

use url::Url;

/// The URL cannot carry a token.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LinkError {
    /// The text is not an absolute URL.
    #[error("the URL of a link is absolute, like https://example.com/login/")]
    NotAbsolute(#[from] url::ParseError),
    /// The URL has another scheme than `http` and `https`, such as `mailto`.
    #[error("the URL of a link begins with https:// or http://, not with {0}:")]
    Scheme(String),
}

/// Adds a parameter, whose name and value need no escaping, to the query of `url`.
///
/// Other parameters stay byte for byte as they are. One of the same name is taken out: what it held
/// was not this token, and a link with two tokens is refused.
pub(super) fn add_parameter(url: &str, name: &str, value: &str) -> Result<String, LinkError> {
    let mut url = Url::parse(url)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(LinkError::Scheme(url.scheme().to_owned()));
    }
    let mut query = String::new();
    for parameter in url.query().unwrap_or_default().split('&') {
        if !parameter.is_empty() && !is_named(parameter, name) {
            query.push_str(parameter);
            query.push('&');
        }
    }
    query.push_str(name);
    query.push('=');
    query.push_str(value);
    url.set_query(Some(&query));
    Ok(url.into())
}

/// Whether a parameter has this name, however it is escaped.
fn is_named(parameter: &str, name: &str) -> bool {
    url::form_urlencoded::parse(parameter.as_bytes()).any(|(found, _)| found == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(url: &str) -> String {
        add_parameter(url, "sesame", "T-_o").unwrap()
    }

    #[test]
    fn the_parameter_goes_into_the_query_before_the_fragment() {
        assert_eq!(add("https://a.example"), "https://a.example/?sesame=T-_o");
        assert_eq!(
            add("https://a.example/x?"),
            "https://a.example/x?sesame=T-_o"
        );
        assert_eq!(
            add("https://a.example/x?y"),
            "https://a.example/x?y&sesame=T-_o"
        );
        assert_eq!(
            add("https://a.example/x#z?q"),
            "https://a.example/x?sesame=T-_o#z?q"
        );
        assert_eq!(
            add("http://[::1]:8000/x"),
            "http://[::1]:8000/x?sesame=T-_o"
        );
    }

    #[test]
    fn other_parameters_stay_byte_for_byte() {
        let link = add("https://a.example/?next=%2Fa+b&q=%C3%A9&empty=&next=2");
        assert_eq!(
            link,
            "https://a.example/?next=%2Fa+b&q=%C3%A9&empty=&next=2&sesame=T-_o"
        );
    }

    #[test]
    fn an_older_token_is_replaced_however_its_name_is_written() {
        let link = add("https://a.example/?sesame=old&x=1&%73esame=older&sesame");
        assert_eq!(link, "https://a.example/?x=1&sesame=T-_o");
    }

    #[test]
    fn the_host_is_written_in_ascii() {
        assert_eq!(
            add("https://Bücher.example/é"),
            "https://xn--bcher-kva.example/%C3%A9?sesame=T-_o"
        );
    }

    #[test]
    fn a_url_that_is_no_link_is_refused() {
        for url in [
            "",
            "/login/",
            "//a.example/",
            "example.com/login",
            "https://",
            "https://a b/",
        ] {
            assert!(
                matches!(add_parameter(url, "s", "t"), Err(LinkError::NotAbsolute(_))),
                "{url}"
            );
        }
        for url in [
            "mailto:jane.doe@example.com",
            "javascript:alert(1)",
            "file:///etc",
            "data:,x",
        ] {
            assert!(
                matches!(add_parameter(url, "s", "t"), Err(LinkError::Scheme(_))),
                "{url}"
            );
        }
    }
}
