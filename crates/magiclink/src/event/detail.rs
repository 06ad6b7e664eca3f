//! What a word on an event can be, besides the reason of a refusal.

/// How somebody has logged in.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Way {
    /// By the link in a mail, or one that was handed over.
    Link,
    /// By the code in a mail.
    Code,
    /// By a token that the application has checked.
    Token,
}

impl Way {
    /// Its name: the same in all versions.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Code => "code",
            Self::Token => "token",
        }
    }
}

/// What is limited.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Limit {
    /// Mails with login links, for an address or by a client.
    Mails,
    /// Links and codes that were wrong, by a client.
    Failures,
    /// Passphrases, for a link.
    Passphrases,
}

impl Limit {
    /// Its name: the same in all versions.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mails => "mails",
            Self::Failures => "failures",
            Self::Passphrases => "passphrases",
        }
    }
}
