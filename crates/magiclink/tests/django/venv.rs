//! A virtual environment of Python, kept in the target folder, with packages that tests need.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What is in the environment.
pub(crate) struct Venv {
    /// Its folder.
    pub(crate) name: &'static str,
    /// What pip is told to install.
    pub(crate) requirements: &'static [&'static str],
    /// A program that runs when all of it is there.
    pub(crate) probe: &'static str,
}

impl Venv {
    /// Returns the Python that has the packages. Installs them if an earlier run has not.
    ///
    /// # Panics
    ///
    /// They cannot be installed: a test that is left out is no proof.
    pub(crate) fn python(&self) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let venv = folder.join(self.name);
        // Test programs can run at the same time; the first one installs.
        let lock = File::create(folder.join(format!("{}.lock", self.name)));
        let lock = lock.expect("the folder can be written");
        lock.lock().expect("the file can be locked");
        if !self.is_complete(&venv) {
            self.install(&venv);
        }
        python_in(&venv)
    }

    /// Whether an installation has come to its end, of what is now required, and still works.
    fn is_complete(&self, venv: &Path) -> bool {
        let mut probe = Command::new(python_in(venv));
        probe.args(["-c", self.probe]);
        let installed = fs::read_to_string(finished(venv));
        installed.is_ok_and(|installed| installed == self.requirements.join("\n"))
            && probe
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|status| status.success())
    }

    fn install(&self, venv: &Path) {
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
        pip.args(self.requirements);
        run(
            pip,
            "the packages come from the Python package index, which must be in reach",
        );
        let installed = self.requirements.join("\n");
        fs::write(finished(venv), installed).expect("the folder can be written");
    }
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
