//! Properties of tokens that hold for whatever chance comes up with.
//!
//! `MAGICLINK_SEED` repeats a run that failed; the failure prints it.

mod account;
mod door;
mod genuine;
mod isoformat;
mod last_login;
mod mutated;
mod mutation;
mod primary_key;
mod random;
mod scope_text;
mod tuple;
