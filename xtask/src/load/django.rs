//! A Django project with django-sesame, under gunicorn and under granian.

use std::fs;
use std::path::Path;
use std::thread::available_parallelism;

use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::load::server::{Server, free_port};

/// A Django project with its database, in a virtual environment.
#[derive(Debug)]
pub(crate) struct Django {
    folder: String,
    variables: Vec<(&'static str, String)>,
}

/// The private links of `examples/bookings`.
pub(crate) const BOOKINGS: &str = include_str!("django/bookings.py");
/// Login by email.
pub(crate) const LOGIN: &str = include_str!("django/login.py");

const REQUIREMENTS: &str = include_str!("django/requirements.txt");

impl Django {
    /// Makes it in `folder`, which is an absolute path; what is installed there already stays. `variables`
    /// are for the project.
    pub(crate) fn make(
        folder: &Path,
        project: &str,
        variables: Vec<(&'static str, String)>,
    ) -> Result<Self, Failure> {
        let folder = folder.display().to_string();
        install(&folder)?;
        for name in ["django.db", "django.db-wal", "django.db-shm"] {
            // They are not there in the first run.
            let _ = fs::remove_file(format!("{folder}/{name}"));
        }
        write(&format!("{folder}/project.py"), project)?;
        Ok(Self { folder, variables })
    }

    /// Runs the project as a program, and returns what it prints.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<String, Failure> {
        let mut command = self
            .command("python")
            .with_argument(format!("{}/project.py", self.folder));
        for argument in arguments {
            command = command.with_argument(*argument);
        }
        Ok(command.printed()?.output)
    }

    /// Serves it with gunicorn, so many threads in each worker; returns `host:port`, too.
    pub(crate) fn gunicorn(&self, threads: u32) -> Result<(Server, String), Failure> {
        let port = free_port()?;
        let command = self
            .command("gunicorn")
            .with_argument("--worker-class=gthread")
            .with_argument(format!("--threads={threads}"))
            .with_argument("--keep-alive=60")
            .with_argument(format!("--workers={}", workers()))
            .with_argument(format!("--bind=127.0.0.1:{port}"))
            .with_argument("--log-level=error");
        Self::serve(&command, port)
    }

    /// Serves it with granian, so many threads in each worker; returns `host:port`, too.
    pub(crate) fn granian(&self, threads: u32) -> Result<(Server, String), Failure> {
        let port = free_port()?;
        let command = self
            .command("granian")
            .with_argument("--interface=wsgi")
            .with_argument(format!("--blocking-threads={threads}"))
            .with_argument("--no-ws")
            .with_argument(format!("--workers={}", workers()))
            .with_argument(format!("--port={port}"))
            .with_argument("--log-level=error");
        Self::serve(&command, port)
    }

    fn serve(command: &CommandLine, port: u16) -> Result<(Server, String), Failure> {
        let host = format!("127.0.0.1:{port}");
        let command = command.clone().with_argument("project:application");
        let server = Server::silent(&command, &format!("http://{host}/"))?;
        Ok((server, host))
    }

    fn command(&self, program: &str) -> CommandLine {
        let command = CommandLine::of_program(format!("{}/venv/bin/{program}", self.folder))
            .with_variable("MAGICLINK_LOAD_FOLDER", &*self.folder)
            .with_variable("PYTHONPATH", &*self.folder);
        self.variables
            .iter()
            .fold(command, |command, (name, value)| {
                command.with_variable(name, value)
            })
    }
}

/// One for each processor.
fn workers() -> usize {
    available_parallelism().map_or(1, usize::from)
}

/// Installs what the project needs, unless an earlier run has.
fn install(folder: &str) -> Result<(), Failure> {
    let (venv, done) = (format!("{folder}/venv"), format!("{folder}/installed.txt"));
    if fs::read_to_string(&done).is_ok_and(|installed| installed == REQUIREMENTS) {
        return Ok(());
    }
    let requirements = format!("{folder}/requirements.txt");
    fs::create_dir_all(folder)
        .map_err(|error| Failure::new(format!("cannot make {folder}: {error}")))?;
    write(&requirements, REQUIREMENTS)?;
    CommandLine::new("python3 -m venv --clear")
        .with_argument(&*venv)
        .run()?;
    CommandLine::of_program(format!("{venv}/bin/pip"))
        .with_argument("install")
        .with_argument("--quiet")
        .with_argument(format!("--requirement={requirements}"))
        .run()?;
    write(&done, REQUIREMENTS)
}

fn write(path: &str, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| Failure::new(format!("cannot write {path}: {error}")))
}
