//! The program in a folder of its own.

#[path = "overheard.rs"]
mod overheard;

use std::{
    env,
    fs::{self, OpenOptions},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
};

/// The file of a folder with what its servers have logged.
pub(crate) const LOG: &str = "log";

/// A folder that is deleted at the end, to run the program in.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "server-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::SeqCst)
        );
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).expect("the test can do this");
        Self(path)
    }

    /// A folder with what `magiclink init` makes.
    pub(crate) fn with_configuration() -> Self {
        let folder = Self::new();
        let made = folder.run(&[
            "init",
            "--base-url=https://example.com",
            "--mail-url=smtps://mail.example.com",
            "--mail-from=login@example.com",
        ]);
        assert!(made.status.success(), "{}", text(&made.stderr));
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments)
            .output()
            .expect("the test can do this")
    }

    /// What runs a server: its log, with everything that it has to say, is looked through at the end.
    pub(crate) fn server(&self, arguments: &[&str]) -> Command {
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.path(LOG))
            .expect("the log can be written");
        let mut command = self.command(arguments);
        command
            .env("MAGICLINK_LOG_LEVEL", "trace")
            .stdout(Stdio::piped())
            .stderr(log);
        command
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_magiclink"));
        command.args(arguments).current_dir(&self.0);
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("MAGICLINK_") {
                command.env_remove(name);
            }
        }
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let log = fs::read_to_string(self.path(LOG)).unwrap_or_default();
        if thread::panicking() {
            // It may say why the test failed.
            let lines = log
                .lines()
                .filter(|line| line.contains("ERROR") || line.contains("WARN"));
            lines.for_each(|line| eprintln!("{line}"));
        } else {
            assert_eq!(overheard::secrets(&log), [""; 0], "in the log of a server");
        }
        // Left behind at worst, in the target folder.
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
