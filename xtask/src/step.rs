//! One step of the check: a title and the work behind it.

use crate::command_line::CommandLine;
use crate::failure::Failure;

/// Something that must pass.
pub(crate) struct Step {
    /// What the step looks at, in a word or two.
    pub(crate) title: &'static str,
    work: Box<dyn FnOnce() -> Result<Outcome, Failure>>,
}

/// What came of a step that did not fail.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum Outcome {
    /// All is well.
    Passed,
    /// All is well, and this belongs into the summary.
    PassedWith(String),
    /// It could not be looked at on this machine, for this reason; the summary says so.
    NotChecked(String),
}

impl Step {
    /// A step that passes when its command succeeds.
    pub(crate) fn command(title: &'static str, command: CommandLine) -> Self {
        Self::work(title, move || command.run().map(|()| Outcome::Passed))
    }

    /// A step that is more than one command.
    pub(crate) fn work(
        title: &'static str,
        work: impl FnOnce() -> Result<Outcome, Failure> + 'static,
    ) -> Self {
        Self {
            title,
            work: Box::new(work),
        }
    }

    /// Does the work.
    pub(crate) fn run(self) -> Result<Outcome, Failure> {
        (self.work)()
    }
}
