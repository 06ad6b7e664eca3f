//! The pages, one file each.

pub(crate) mod account;
pub(crate) mod auth;
pub(crate) mod cancel;
pub(crate) mod code;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod open_link;
pub(crate) mod sent;
pub(crate) mod style;
