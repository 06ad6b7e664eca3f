//! What Python is asked, and what it answers.

use serde::{Deserialize, Serialize};

use crate::{
    answer::{Answer, Unmade},
    case::Case,
};

/// What Python is asked. It remembers nothing: a seed and a number always give the same tuple.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Request<'e> {
    /// Tuples with tokens; answered by as many [`Made`].
    Make {
        seed: &'e str,
        first: usize,
        count: usize,
    },
    /// Checks of tokens; answered by a [`Checked`] for each that is there.
    Check {
        seed: &'e str,
        first: usize,
        tokens: &'e [Option<String>],
    },
}

/// A tuple, and what django-sesame makes of it.
#[derive(Debug, Deserialize)]
pub(crate) struct Made {
    pub(crate) case: Case,
    pub(crate) made: Result<String, Unmade>,
}

/// What django-sesame answers to a token, and what after one thing has changed.
#[derive(Debug, Deserialize)]
pub(crate) struct Checked {
    pub(crate) answer: Answer,
    pub(crate) change: String,
    pub(crate) changed: Case,
    pub(crate) changed_token: String,
    pub(crate) changed_answer: Answer,
}
