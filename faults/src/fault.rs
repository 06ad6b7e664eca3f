//! One kind of fault, and which there are.

use std::fmt;

use crate::{ground::Ground, kinds, report::Report};

/// One kind of fault.
#[derive(Debug)]
pub(crate) struct Fault {
    /// What it is called on the command line.
    pub(crate) name: &'static str,
    /// What goes wrong, and what must happen.
    pub(crate) sentence: &'static str,
    /// What is done in the short form.
    pub(crate) short: &'static str,
    /// What is done otherwise.
    pub(crate) full: &'static str,
    /// Does it. It panics if it cannot go on.
    pub(crate) run: fn(&Ground, &mut Report),
}

/// The faults with these names, or all; else the first name that none has.
pub(crate) fn named(names: &[String]) -> Result<Vec<&'static Fault>, &str> {
    if names.is_empty() {
        return Ok(kinds::ALL.iter().collect());
    }
    let find = |name: &'_ String| kinds::ALL.iter().find(|fault| fault.name == name);
    names
        .iter()
        .map(|name| find(name).ok_or(name.as_str()))
        .collect()
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}", self.name, self.sentence)?;
        writeln!(f, "    in full   {}", self.full)?;
        write!(f, "    in short  {}", self.short)
    }
}
