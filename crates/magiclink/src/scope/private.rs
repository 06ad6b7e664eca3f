//! The scope of one private thing.

use std::fmt::{self, Write as _};

use crate::scope::{Namespace, Purpose, Scope, sealed::Sealed};

/// The scope of one private thing, such as `booking:1`: a token with it opens that and nothing else.
///
/// Its text is made from parts that are escaped, so that different things always have different
/// texts.
///
/// ```
/// use magiclink::scope::{Namespace, Scope};
///
/// const REPORT: Namespace = Namespace::from_static("report");
///
/// assert_eq!(REPORT.scope(2027).and("may").text(), "report:2027/may");
/// assert_ne!(REPORT.scope("a/b").and("c"), REPORT.scope("a").and("b/c"));
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Private {
    text: String,
    /// The length of the namespace; none for free text.
    namespace: Option<usize>,
}

impl Private {
    pub(super) fn new(namespace: &Namespace, part: impl fmt::Display) -> Self {
        let name = namespace.as_str();
        let mut text = String::with_capacity(name.len() + 16);
        text.push_str(name);
        text.push(':');
        push_escaped(&mut text, part);
        Self {
            text,
            namespace: Some(name.len()),
        }
    }

    /// Takes any text as a scope, as Django projects have them.
    ///
    /// Dangerous: nothing keeps such texts apart from each other or from what else is signed (see
    /// "free text" in `SECURITY.md`), so never put into it what a visitor can choose. It is accepted
    /// only with [`Settings::django`](crate::settings::Settings::django).
    ///
    /// Returns `None` for the empty text, which is the login scope.
    ///
    /// ```
    /// use magiclink::scope::{Private, Scope};
    ///
    /// let scope = Private::dangerous_free_text("Réservation 1").unwrap();
    /// assert_eq!(scope.text(), "Réservation 1");
    /// assert_eq!(Private::dangerous_free_text(""), None);
    /// ```
    #[must_use]
    pub fn dangerous_free_text(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        (!text.is_empty()).then_some(Self {
            text,
            namespace: None,
        })
    }

    /// Reads the text of a scope, as a store has kept it; `None` if no namespace and parts have it.
    ///
    /// ```
    /// use magiclink::scope::{Namespace, Private};
    ///
    /// const REPORT: Namespace = Namespace::from_static("report");
    ///
    /// let may = REPORT.scope(2027).and("a/b");
    /// assert_eq!(Private::parse("report:2027/a%2Fb"), Some(may));
    /// assert_eq!(Private::parse("report"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (name, rest) = text.split_once(':')?;
        Namespace::try_from(name.to_owned()).ok()?;
        let is_escape = |rest: &str| rest.starts_with("25") || rest.starts_with("2F");
        rest.split('%').skip(1).all(is_escape).then(|| Self {
            text: text.to_owned(),
            namespace: Some(name.len()),
        })
    }

    /// Adds a part to the name of the thing.
    #[must_use]
    pub fn and(mut self, part: impl fmt::Display) -> Self {
        self.text.push('/');
        push_escaped(&mut self.text, part);
        self
    }
}

impl Scope for Private {
    const PURPOSE: Purpose = Purpose::PrivateLink;

    fn text(&self) -> &str {
        &self.text
    }

    fn namespace(&self) -> Option<&str> {
        self.namespace.map(|length| &self.text[..length])
    }
}

impl Sealed for Private {}

/// Appends `part` with `/`, which separates parts, and `%`, which escapes, written as `%2F` and `%25`.
fn push_escaped(text: &mut String, part: impl fmt::Display) {
    struct Escaped<'t>(&'t mut String);

    impl fmt::Write for Escaped<'_> {
        fn write_str(&mut self, piece: &str) -> fmt::Result {
            for character in piece.chars() {
                match character {
                    '%' => self.0.push_str("%25"),
                    '/' => self.0.push_str("%2F"),
                    other => self.0.push(other),
                }
            }
            Ok(())
        }
    }

    write!(Escaped(text), "{part}")
        .expect("a `Display` fails only if its writer does, and this one never does");
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHARE: Namespace = Namespace::from_static("share");

    #[test]
    fn parts_that_differ_give_texts_that_differ() {
        let scopes = [
            SHARE.scope("a-b").and("c"),
            SHARE.scope("a").and("b-c"),
            SHARE.scope("a-b/c"),
            SHARE.scope("a-b%2Fc"),
            SHARE.scope("a-b").and("c").and(""),
            SHARE.scope("").and("a-b/c"),
            SHARE.scope(""),
            SHARE.scope("").and(""),
        ];
        for (index, one) in scopes.iter().enumerate() {
            for two in &scopes[..index] {
                assert_ne!(one.text(), two.text());
            }
        }
    }

    #[test]
    fn a_text_that_was_made_is_read_and_no_other_is() {
        for made in [
            SHARE.scope("a%/:é").and("").and("x"),
            SHARE.scope(""),
            SHARE.scope("/folder/"),
        ] {
            assert_eq!(Private::parse(made.text()), Some(made));
        }
        for text in [
            "",
            ":",
            "share",
            "S:1",
            "s:1",
            "share:%",
            "share:%2f",
            "share:a%20b",
        ] {
            assert_eq!(Private::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_namespace_is_what_the_scope_was_made_with() {
        assert_eq!(SHARE.scope("x:y").namespace(), Some("share"));
        let free = Private::dangerous_free_text("share:1").unwrap();
        assert_eq!(free.namespace(), None);
    }
}
