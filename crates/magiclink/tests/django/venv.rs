//! A virtual environment of Python with the real django-sesame in it.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

const REQUIREMENTS: [&str; 2] = ["django>=5.2,<5.3", "django-sesame>=3.2,<3.3"];

/// Returns the Python that has django-sesame. Installs it if an earlier run has not.
///
/// # Panics
///
/// It cannot be installed: a test that is left out is no proof.
pub(crate) fn python() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let venv = folder.join("django-sesame");
    // Test programs can run at the same time; the first one installs.
    let lock = File::create(folder.join("django-sesame.lock")).expect("the folder can be written");
    lock.lock().expect("the file can be locked");
    if !is_complete(&venv) {
        install(&venv);
    }
    python_in(&venv)
}

/// Whether an installation has come to its end, of what is now required, and still works.
fn is_complete(venv: &Path) -> bool {
    let mut import = Command::new(python_in(venv));
    import.args(["-c", "import django, sesame"]);
    fs::read_to_string(finished(venv)).is_ok_and(|installed| installed == REQUIREMENTS.join("\n"))
        && import
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
}

fn install(venv: &Path) {
    match fs::remove_dir_all(venv) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            panic!("cannot remove {}: {error}", venv.display())
        }
        _ => {}
    }
    let mut make = Command::new("python3");
    make.args(["-m", "venv"]).arg(venv);
    run(
        make,
        "install Python 3.10 or later with its module venv (Debian: apt-get install python3-venv)",
    );
    let mut pip = Command::new(python_in(venv));
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]);
    pip.args(REQUIREMENTS);
    run(
        pip,
        "django and django-sesame come from the Python package index, which must be in reach",
    );
    fs::write(finished(venv), REQUIREMENTS.join("\n")).expect("the folder can be written");
}

/// Runs a part of the installation; `advice` says what to do when it fails.
fn run(mut command: Command, advice: &str) {
    let output = match command.output() {
        Ok(output) if output.status.success() => return,
        Ok(output) => output,
        Err(error) => panic!("cannot run {command:?}: {error}\n{advice}"),
    };
    panic!(
        "{command:?} failed\n{}{}{advice}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

fn python_in(venv: &Path) -> PathBuf {
    if cfg!(windows) {
        venv.join("Scripts/python.exe")
    } else {
        venv.join("bin/python")
    }
}

/// The file that is written last; it says what was installed.
fn finished(venv: &Path) -> PathBuf {
    venv.join("requirements.txt")
}
