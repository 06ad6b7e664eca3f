//! What a token is for: logging in, or one private thing.

mod namespace;
mod private;
mod registered;

pub use self::{
    namespace::{Namespace, NamespaceError},
    private::Private,
    registered::Registered,
};

/// What a token is for.
///
/// A scope is one value that both makes and checks tokens. There are two kinds, and the type keeps
/// them apart: a token for [`Private`] can never be passed where one for [`Login`] is expected.
///
/// ```
/// use magiclink::{Account, Verified, scope::Login};
///
/// fn start_session<A: Account>(account: Verified<A, Login>) { /* … */ }
///
/// fn log_in<A: Account>(account: Verified<A, Login>) {
///     start_session(account);
/// }
/// ```
///
/// The same with a private link does not compile:
///
/// ```compile_fail
/// use magiclink::{Account, Verified, scope::{Login, Private}};
///
/// fn start_session<A: Account>(account: Verified<A, Login>) { /* … */ }
///
/// fn log_in<A: Account>(account: Verified<A, Private>) {
///     start_session(account); // error: expected `Login`, found `Private`
/// }
/// ```
///
/// This trait is sealed: its implementations keep the texts of scopes apart.
pub trait Scope: sealed::Sealed {
    /// The kind of thing that a token with this scope is for.
    const PURPOSE: Purpose;

    /// The text that goes under the signature; empty for the login scope, and only for it.
    fn text(&self) -> &str;

    /// The namespace, unless the scope is [`Login`] or free text.
    fn namespace(&self) -> Option<&str>;
}

/// What a token may be used for; one byte in a v3 token.
///
/// 3 (a change of address) and 4 (an invitation) are reserved.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
#[repr(u8)]
pub enum Purpose {
    /// Logging in.
    Login = 1,
    /// Opening one private thing without logging in.
    PrivateLink = 2,
    /// The same, by a link of which a store keeps a row.
    RegisteredLink = 5,
}

/// The scope of tokens that log in.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Login;

impl Scope for Login {
    const PURPOSE: Purpose = Purpose::Login;

    fn text(&self) -> &'static str {
        ""
    }

    fn namespace(&self) -> Option<&str> {
        None
    }
}

impl sealed::Sealed for Login {}

mod sealed {
    /// Keeps [`Scope`](super::Scope) to the types of this module.
    pub trait Sealed {}
}
