//! Login by email and private links.

pub mod account;
pub mod clock;
mod create_error;
mod memory;
pub mod primary_key;
mod rejection;
pub mod scope;
mod scoped;
pub mod secret;
pub mod settings;
pub mod store;
pub mod token;
mod tokens;
mod unverified;
mod verified;

pub use crate::{
    account::Account,
    create_error::CreateError,
    rejection::Rejection,
    scoped::{AuthenticateError, Scoped},
    tokens::Tokens,
    unverified::Unverified,
    verified::Verified,
};
