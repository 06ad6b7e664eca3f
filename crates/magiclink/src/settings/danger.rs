//! What is refused by default and can be allowed.

/// Something that is refused by default, although a Django project might have it.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
#[repr(u8)]
pub enum Danger {
    /// Accept base64 that no encoder writes. The last character of many tokens can then be another, so
    /// a list of used tokens must not be kept by their texts.
    AnySpelling = 1,
    /// Accept tokens that were made more than a minute later than now. A token made by a server whose
    /// clock was a year ahead is then valid for a year more.
    FutureTokens = 2,
    /// Ignore a maximum age asked for at a check if tokens carry no time, as django-sesame does. They
    /// are then accepted at any age.
    UselessMaxAge = 4,
    /// Make and accept v2 signatures of 1 to 7 bytes. They can be guessed.
    ShortSignature = 8,
    /// Take a secret that is short, guessable or ambiguous. Whoever guesses it logs in as anyone.
    WeakSecret = 16,
    /// Make and accept tokens that nothing can ever revoke but another key.
    Irrevocable = 32,
}

impl Danger {
    /// Every danger: what is left is exactly what django-sesame accepts.
    pub const ALL: [Self; 6] = [
        Self::AnySpelling,
        Self::FutureTokens,
        Self::UselessMaxAge,
        Self::ShortSignature,
        Self::WeakSecret,
        Self::Irrevocable,
    ];
}

/// A set of dangers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Dangers(u8);

impl Dangers {
    pub(crate) const NONE: Self = Self(0);

    pub(crate) fn insert(&mut self, danger: Danger) {
        self.0 |= danger as u8;
    }

    pub(crate) fn contains(self, danger: Danger) -> bool {
        self.0 & danger as u8 != 0
    }
}
