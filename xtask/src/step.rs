//! One step of the check: a title and the work behind it.

use crate::command_line::CommandLine;
use crate::failure::Failure;

/// Something that must pass; it may leave a note for the summary.
pub(crate) struct Step {
    /// What the step looks at, in a word or two.
    pub(crate) title: &'static str,
    work: Box<dyn FnOnce() -> Result<Option<String>, Failure>>,
}

impl Step {
    /// A step that passes when its command succeeds.
    pub(crate) fn command(title: &'static str, command: CommandLine) -> Self {
        Self::work(title, move || {
            println!("{command}");
            command.run().map(|()| None)
        })
    }

    /// A step with a result of its own; what it returns stands under the summary.
    pub(crate) fn work(
        title: &'static str,
        work: impl FnOnce() -> Result<Option<String>, Failure> + 'static,
    ) -> Self {
        Self {
            title,
            work: Box::new(work),
        }
    }

    /// Does the work.
    pub(crate) fn run(self) -> Result<Option<String>, Failure> {
        (self.work)()
    }
}
