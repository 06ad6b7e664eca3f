//! A command, as it is run and as a person types it.

use std::env;
use std::fmt;
use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};

use crate::failure::Failure;

/// A program with its arguments and its additions to the environment.
#[derive(Clone, Debug)]
pub(crate) struct CommandLine {
    variables: Vec<(&'static str, String)>,
    program: String,
    arguments: Vec<String>,
    errors: Option<PathBuf>,
}

/// What a command printed.
#[derive(Debug)]
pub(crate) struct Printed {
    /// On its standard output.
    pub(crate) output: String,
    /// On its standard error.
    pub(crate) errors: String,
}

impl CommandLine {
    /// Splits the line at white space; an argument with spaces in it needs `with_argument`.
    pub(crate) fn new(line: &str) -> Self {
        let mut words = line.split_whitespace().map(str::to_owned);
        Self {
            variables: Vec::new(),
            program: words.next().unwrap_or_default(),
            arguments: words.collect(),
            errors: None,
        }
    }

    /// Takes a program whose path may have spaces in it.
    pub(crate) fn of_program(program: impl Into<String>) -> Self {
        Self {
            variables: Vec::new(),
            program: program.into(),
            arguments: Vec::new(),
            errors: None,
        }
    }

    /// Adds one argument at the end.
    pub(crate) fn with_argument(mut self, argument: impl Into<String>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// Sets a variable of the environment.
    pub(crate) fn with_variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    /// Writes what it prints on its standard error into a file, if it is one that is started.
    pub(crate) fn with_errors_in(mut self, file: impl Into<PathBuf>) -> Self {
        self.errors = Some(file.into());
        self
    }

    /// Shows the command and runs it to its end, with its output going where ours goes.
    pub(crate) fn run(&self) -> Result<(), Failure> {
        println!("{self}");
        let status = self.process().status();
        self.judge(status.map_err(|error| self.cannot_start(&error))?)
    }

    /// Runs the command to its end and keeps what it prints.
    pub(crate) fn printed(&self) -> Result<Printed, Failure> {
        let output = self.process().stdin(Stdio::null()).output();
        let output = output.map_err(|error| self.cannot_start(&error))?;
        let printed = Printed {
            output: String::from_utf8_lossy(&output.stdout).into_owned(),
            errors: String::from_utf8_lossy(&output.stderr).into_owned(),
        };
        if !output.status.success() {
            // Nobody has seen it yet.
            eprint!("{}{}", printed.output, printed.errors);
        }
        self.judge(output.status).map(|()| printed)
    }

    /// Whether the command succeeds; what it prints is dropped.
    pub(crate) fn succeeds(&self) -> bool {
        let mut process = self.process();
        process.stdin(Stdio::null());
        process.stdout(Stdio::null()).stderr(Stdio::null());
        process.status().is_ok_and(|status| status.success())
    }

    /// Shows the command and starts it; its standard output is for the caller to read.
    pub(crate) fn start(&self) -> Result<Child, Failure> {
        println!("{self}");
        let mut process = self.process();
        let child = process.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        child.map_err(|error| self.cannot_start(&error))
    }

    /// Starts the command as the first of a group of processes, so that it can be ended with all that it
    /// starts; its standard output is for the caller to read.
    pub(crate) fn start_as_group(&self) -> Result<Child, Failure> {
        println!("{self}");
        let mut process = self.process();
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut process, 0);
        if let Some(path) = &self.errors {
            process.stderr(File::create(path).map_err(|error| self.cannot_start(&error))?);
        }
        let child = process.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        child.map_err(|error| self.cannot_start(&error))
    }

    /// Makes a failure of every status but success.
    pub(crate) fn judge(&self, status: ExitStatus) -> Result<(), Failure> {
        if status.success() {
            return Ok(());
        }
        Err(Failure::new(format!("`{}` ended with {status}", self.program)).with_command(self))
    }

    fn process(&self) -> Command {
        let mut process = Command::new(&self.program);
        process.args(&self.arguments);
        // Cargo tells us about our own package; build scripts that look at these variables would
        // run again after every change between `cargo xtask` and a command typed by hand.
        for (name, _) in env::vars_os() {
            let text = name.to_string_lossy();
            if PACKAGE_VARIABLES
                .iter()
                .any(|start| text.starts_with(start))
            {
                process.env_remove(&name);
            }
        }
        for (name, value) in &self.variables {
            process.env(name, value);
        }
        process
    }

    fn cannot_start(&self, error: &std::io::Error) -> Failure {
        Failure::new(format!("cannot start `{}`: {error}", self.program)).with_command(self)
    }
}

const PACKAGE_VARIABLES: [&str; 2] = ["CARGO_PKG_", "CARGO_MANIFEST_"];

impl fmt::Display for CommandLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.variables {
            write!(f, "{name}={} ", quoted(value))?;
        }
        f.write_str(&self.program)?;
        for argument in &self.arguments {
            write!(f, " {}", quoted(argument))?;
        }
        if let Some(file) = &self.errors {
            write!(f, " 2>{}", quoted(&file.display().to_string()))?;
        }
        Ok(())
    }
}

/// Writes a word so that a shell reads it as one.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:@%+,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_a_shell_takes_it() {
        let command = CommandLine::new("cargo doc --no-deps")
            .with_variable("RUSTDOCFLAGS", "-D warnings")
            .with_argument("it's");
        assert_eq!(
            command.to_string(),
            r"RUSTDOCFLAGS='-D warnings' cargo doc --no-deps 'it'\''s'"
        );
    }

    #[test]
    fn a_failure_says_how_to_repeat_it() {
        let failure = CommandLine::new("a-program-that-is-not-there --now")
            .run()
            .unwrap_err()
            .to_string();
        assert!(failure.contains("cannot start `a-program-that-is-not-there`"));
        assert!(failure.contains("\n    a-program-that-is-not-there --now\n"));
    }
}
