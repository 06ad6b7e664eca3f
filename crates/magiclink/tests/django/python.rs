//! The process in which django-sesame runs.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{LazyLock, Mutex, PoisonError},
};

use serde::{Serialize, de::DeserializeOwned};

use crate::venv::Venv;

/// Sends a request to `exchange.py` and waits for the answer.
///
/// All tests share one process: while it works for one of them, the others do their own part.
///
/// # Panics
///
/// Python or what it runs has failed; its standard error, which is ours, says how.
pub(crate) fn ask<A: DeserializeOwned>(request: &impl Serialize) -> A {
    static PYTHON: LazyLock<Mutex<Python>> = LazyLock::new(|| Mutex::new(Python::start()));
    // After a panic the process is gone, and the next request says so.
    let mut python = PYTHON.lock().unwrap_or_else(PoisonError::into_inner);
    let line = python.ask(&serde_json::to_string(request).expect("requests can be written"));
    drop(python);
    serde_json::from_str(&line)
        .unwrap_or_else(|error| panic!("cannot read the answer of Python: {error}\n{line}"))
}

const DJANGO_SESAME: Venv = Venv {
    name: "django-sesame",
    requirements: &["django>=5.2,<5.3", "django-sesame>=3.2,<3.3"],
    probe: "import django, sesame",
};

/// It ends when its standard input does, which is when the tests end, however they end.
struct Python {
    process: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Python {
    fn start() -> Self {
        let mut process = Command::new(DJANGO_SESAME.python())
            // No compiled files in the source tree.
            .arg("-B")
            .arg(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/django/exchange.py"
            ))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a Python that could import django-sesame can be started");
        Self {
            requests: process.stdin.take().expect("it was asked for"),
            answers: BufReader::new(process.stdout.take().expect("it was asked for")),
            process,
        }
    }

    fn ask(&mut self, request: &str) -> String {
        let mut answer = String::new();
        // Python reads a whole line before it writes one, so neither waits for the other.
        let sent = writeln!(self.requests, "{request}");
        let read = sent.and_then(|()| self.answers.read_line(&mut answer));
        match read {
            Ok(length) if length > 0 => answer,
            _ => panic!("Python has stopped: {:?}", self.process.wait()),
        }
    }
}
