//! What was found out about one thing: whether it is well, and what to do if not.

use serde::Serialize;

use crate::show;

/// Whether a thing is well. The later, the worse.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum State {
    /// As it should be.
    Good,
    /// It could not be told, and that is no fault.
    Unknown,
    /// It works, and may be a mistake.
    Warning,
    /// It does not work, or is not safe.
    Wrong,
}

impl State {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Unknown => "unknown",
            Self::Warning => "warning",
            Self::Wrong => "WRONG",
        }
    }
}

/// What was found out about one thing.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Finding {
    /// What it is about: `database`.
    pub(crate) part: &'static str,
    pub(crate) state: State,
    /// What is so.
    pub(crate) text: String,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) advice: Option<String>,
}

impl Finding {
    pub(crate) fn good(part: &'static str, text: impl AsRef<str>) -> Self {
        Self::new(part, State::Good, text.as_ref(), None)
    }

    pub(crate) fn unknown(part: &'static str, text: impl AsRef<str>) -> Self {
        Self::new(part, State::Unknown, text.as_ref(), None)
    }

    pub(crate) fn warning(part: &'static str, text: impl AsRef<str>, advice: &str) -> Self {
        Self::new(part, State::Warning, text.as_ref(), Some(advice))
    }

    pub(crate) fn wrong(part: &'static str, text: impl AsRef<str>, advice: &str) -> Self {
        Self::new(part, State::Wrong, text.as_ref(), Some(advice))
    }

    /// A sentence that says what to do itself.
    pub(crate) fn said(part: &'static str, state: State, sentence: impl AsRef<str>) -> Self {
        Self::new(part, state, sentence.as_ref(), None)
    }

    fn new(part: &'static str, state: State, text: &str, advice: Option<&str>) -> Self {
        Self {
            part,
            state,
            text: show::line(text),
            advice: advice.map(show::line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_say_cannot_reach_the_terminal() {
        let finding = Finding::wrong("a", "b\u{1b}[2J\r\nc\u{202e}d", "e\u{7}");
        assert_eq!(finding.text, "b [2J  c d");
        assert_eq!(finding.advice.as_deref(), Some("e "));
    }

    #[test]
    fn the_worst_state_is_the_last() {
        let worst = [State::Wrong, State::Good, State::Warning]
            .into_iter()
            .max();
        assert_eq!(worst, Some(State::Wrong));
    }
}
