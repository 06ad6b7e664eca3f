//! The name of a kind of private thing, the first half of a scope.

use std::{borrow::Cow, fmt};

use crate::scope::Private;

/// The name of a kind of private thing: `booking` in the scope `booking:1`.
///
/// 2 to 31 characters: a lowercase letter, then lowercase letters, digits and hyphens. A namespace
/// counts only where the settings register it
/// ([`Settings::with_namespace`](crate::settings::Settings::with_namespace)).
///
/// ```
/// use magiclink::scope::{Namespace, Scope};
///
/// const BOOKING: Namespace = Namespace::from_static("booking");
///
/// assert_eq!(BOOKING.scope(1).text(), "booking:1");
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Namespace(Cow<'static, str>);

impl Namespace {
    /// Makes a namespace from a text in the program.
    ///
    /// # Panics
    ///
    /// The text is not a namespace. In a `const` that is an error of compilation.
    #[must_use]
    pub const fn from_static(name: &'static str) -> Self {
        assert!(
            is_namespace(name.as_bytes()),
            "a namespace is a lowercase letter and 1 to 30 lowercase letters, digits and hyphens"
        );
        Self(Cow::Borrowed(name))
    }

    /// The scope of one thing of this kind; `part` tells which.
    ///
    /// A thing that takes more than one part to name has more added by [`Private::and`].
    #[must_use]
    pub fn scope(&self, part: impl fmt::Display) -> Private {
        Private::new(self, part)
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Namespace {
    type Error = NamespaceError;

    fn try_from(name: String) -> Result<Self, NamespaceError> {
        if is_namespace(name.as_bytes()) {
            Ok(Self(Cow::Owned(name)))
        } else {
            Err(NamespaceError)
        }
    }
}

/// The text is not a namespace.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a namespace is a lowercase letter and 1 to 30 lowercase letters, digits and hyphens")]
pub struct NamespaceError;

// The grammar keeps the bytes under a v2 signature unambiguous: a scope cannot be taken for the end
// of a date (it starts with a letter) or of an address (an address has no colon, and no registered
// name is the end of another).
const fn is_namespace(name: &[u8]) -> bool {
    if name.len() < 2 || name.len() > 31 || !name[0].is_ascii_lowercase() {
        return false;
    }
    let mut index = 1;
    while index < name.len() {
        let byte = name[index];
        if !(byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
            return false;
        }
        index += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_follows_the_grammar_is_a_namespace() {
        for name in ["ab", "booking", "x-1", "a2", &"a".repeat(31)] {
            assert!(Namespace::try_from(name.to_owned()).is_ok(), "{name:?}");
        }
    }

    #[test]
    fn any_other_name_is_refused() {
        for name in [
            "",
            "a",
            "1a",
            "-a",
            "Booking",
            "book_ing",
            "a:b",
            "a b",
            "é-a",
            "aé",
            &"a".repeat(32),
        ] {
            assert_eq!(
                Namespace::try_from(name.to_owned()),
                Err(NamespaceError),
                "{name:?}"
            );
        }
    }
}
