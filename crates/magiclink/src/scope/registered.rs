//! The scope of a private link of which a store keeps a row.

use crate::scope::{Private, Purpose, Scope, sealed::Sealed};

/// The scope of a private link of which a store keeps a row: limited, watched and revoked one by one.
///
/// Only [`Links`](crate::link::Links) makes and checks tokens with it, so that no token of a registered
/// link passes where only the signature is looked at:
///
/// ```compile_fail
/// use magiclink::{link::MadeLink, scope::{Namespace, Private}, token::Token};
///
/// fn share(token: Token<Private>) { /* … */ }
///
/// fn share_registered(made: MadeLink) {
///     share(made.token); // error: expected `Private`, found `Registered`
/// }
/// ```
///
/// Only v3 tokens can have it: they say under their signature what they are for.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Registered(Private);

impl Registered {
    pub(crate) fn new(scope: &Private) -> Self {
        Self(scope.clone())
    }
}

impl Scope for Registered {
    const PURPOSE: Purpose = Purpose::RegisteredLink;

    fn text(&self) -> &str {
        self.0.text()
    }

    fn namespace(&self) -> Option<&str> {
        self.0.namespace()
    }
}

impl Sealed for Registered {}
