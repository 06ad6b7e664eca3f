//! Why something was refused, in a word.

use std::fmt;

use crate::rejection::Rejection;

/// Why something was refused, in a word that is the same in all versions: `expired`, `wrong-code`.
///
/// There are few of them, whatever anybody sends: a metric can have one label for each.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Reason(&'static str);

impl Reason {
    /// There was no link.
    pub const NO_LINK: Self = Self("no-link");
    /// The page is not one that the link opens.
    pub const OTHER_PAGE: Self = Self("other-page");

    /// A reason of the application's own: a word or a few, with hyphens between them.
    #[must_use]
    pub const fn new(word: &'static str) -> Self {
        Self(word)
    }

    /// The word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

impl From<Rejection> for Reason {
    fn from(rejection: Rejection) -> Self {
        Self(match rejection {
            Rejection::TooLong => "too-long",
            Rejection::UnknownFormat => "unknown-format",
            Rejection::VersionNotAccepted => "version-not-accepted",
            Rejection::Encoding => "encoding",
            Rejection::PrimaryKey => "primary-key",
            Rejection::Timestamp => "timestamp",
            Rejection::SignatureSize => "signature-size",
            Rejection::FromTheFuture => "from-the-future",
            Rejection::ScopeNotSupported => "scope-not-supported",
            Rejection::MaxAgeNotSupported => "max-age-not-supported",
            Rejection::UnknownAccount => "unknown-account",
            Rejection::Signature => "signature",
            Rejection::Revoked => "revoked",
            Rejection::Irrevocable => "irrevocable",
            Rejection::Expired => "expired",
        })
    }
}
