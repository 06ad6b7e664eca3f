//! Login by email: asked for, mailed, finished by the link or by the typed code.

mod code;
mod failures;
mod flow;
mod letter;
mod redeem;
mod refusal;
mod request;
mod revisit;

pub use self::{
    code::Code,
    flow::{LoginFlow, LoginSettings, LoginSettingsError},
    letter::{Letter, LetterWriter, Written},
    redeem::{Finished, Finisher, LoginError, Pending},
    refusal::Refusal,
    request::{Asked, LoginAsked},
    revisit::Revisit,
};
