//! Why a text is no email address, said to whoever typed it.

/// Why a text is no email address; the text is a sentence for the form that it was typed into.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EmailError {
    /// Nothing was typed.
    #[error("Enter your email address.")]
    Empty,
    /// The address is longer than mail servers have to take.
    #[error("This email address is too long.")]
    TooLong,
    /// There is no `@`.
    #[error("An email address has an @ in it, as in jane@example.com.")]
    NoAt,
    /// What stands before the `@` is malformed, quoted, not ASCII or too long.
    #[error("The part before the @ is not one that we can send mail to.")]
    LocalPart,
    /// What stands after the `@` is not the name of a domain, or could be taken for another one.
    #[error("The part after the @ is not a domain, such as example.com.")]
    Domain,
}
