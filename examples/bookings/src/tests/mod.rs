//! The two halves of the tutorial, and each refusal, as a browser sees them.

mod browser;
mod login;
mod sharing;
