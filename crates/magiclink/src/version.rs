//! The versions of tokens, by name.

/// A version of tokens.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Version {
    /// The format of django-sesame before 2.0, for links that are still in circulation. No scopes.
    #[cfg(feature = "v1")]
    V1,
    /// The format of django-sesame since 2.0.
    V2,
    /// Our own: the signature can be checked before the database is asked, tokens expire, each has an
    /// identifier, and what is signed is unambiguous.
    V3,
}
