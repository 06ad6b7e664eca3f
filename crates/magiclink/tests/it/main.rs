//! What the token library does, seen from outside.

mod account;
mod age;
mod architecture;
mod base_url;
mod create_error;
mod debug;
mod expired;
mod form;
mod hand_made;
mod id;
mod keys;
mod known;
mod layers;
mod lifetime;
mod links;
mod logins;
mod range;
mod rejection;
mod revocation;
mod rotation;
mod scope;
mod sessions;
mod settings_error;
mod store;
mod tokens;
mod unknown_account;
#[cfg(feature = "v1")]
mod v1;
mod variants;
mod warning;
