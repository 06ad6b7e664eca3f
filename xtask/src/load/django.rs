//! The same view in Django with django-sesame, under gunicorn and under granian.

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
    /// The path of the style sheet, which is a part of the page.
    style: String,
    /// The path of the private link.
    path: String,
}

const REQUIREMENTS: &str = include_str!("django/requirements.txt");
const PROJECT: &str = include_str!("django/project.py");
const TEMPLATES: &str = "examples/bookings/templates";

impl Django {
    /// Makes it in `folder`, which is an absolute path; what is installed there already stays.
    pub(crate) fn make(folder: &Path, style: &str) -> Result<Self, Failure> {
        let folder = folder.display().to_string();
        install(&folder)?;
        for name in ["django.db", "django.db-wal", "django.db-shm"] {
            // They are not there in the first run.
            let _ = fs::remove_file(format!("{folder}/{name}"));
        }
        write(&format!("{folder}/project.py"), PROJECT)?;
        let django = Self {
            folder,
            style: style.to_owned(),
            path: String::new(),
        };
        let project = format!("{}/project.py", django.folder);
        let printed = django.command("python").with_argument(project).printed()?;
        let path = printed.output.trim().to_owned();
        Ok(Self { path, ..django })
    }

    /// Serves it with gunicorn; returns the private link, too.
    pub(crate) fn gunicorn(&self) -> Result<(Server, String), Failure> {
        let port = free_port()?;
        let command = self
            .command("gunicorn")
            .with_argument("--worker-class=gthread")
            .with_argument("--threads=4")
            .with_argument("--keep-alive=60")
            .with_argument(format!("--workers={}", workers()))
            .with_argument(format!("--bind=127.0.0.1:{port}"))
            .with_argument("--log-level=error");
        self.serve(&command, port)
    }

    /// Serves it with granian; returns the private link, too.
    pub(crate) fn granian(&self) -> Result<(Server, String), Failure> {
        let port = free_port()?;
        let command = self
            .command("granian")
            .with_argument("--interface=wsgi")
            .with_argument("--blocking-threads=1")
            .with_argument("--no-ws")
            .with_argument(format!("--workers={}", workers()))
            .with_argument(format!("--port={port}"))
            .with_argument("--log-level=error");
        self.serve(&command, port)
    }

    fn serve(&self, command: &CommandLine, port: u16) -> Result<(Server, String), Failure> {
        let url = format!("http://127.0.0.1:{port}{}", self.path);
        let command = command.clone().with_argument("project:application");
        Ok((Server::silent(&command, &url)?, url))
    }

    fn command(&self, program: &str) -> CommandLine {
        CommandLine::of_program(format!("{}/venv/bin/{program}", self.folder))
            .with_variable("MAGICLINK_LOAD_FOLDER", &*self.folder)
            .with_variable("MAGICLINK_LOAD_STYLE", &*self.style)
            .with_variable("MAGICLINK_LOAD_TEMPLATES", TEMPLATES)
            .with_variable("PYTHONPATH", &*self.folder)
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
