//! The folder of a server, and what deletes it whatever happens.

use std::{
    env, fs,
    os::unix::{fs::DirBuilderExt as _, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{self, Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

use crate::programs;

/// Waits until its input ends, which is when the test drops it or its process is gone, then stops the
/// server and deletes the folder. The arguments are the folder and `pg_ctl`.
const GUARD: &str = r#"
read -r _
[ -e "$1/data/postmaster.pid" ] && "$2" stop --pgdata "$1/data" --mode immediate --silent
rm -rf "$1"
"#;

/// A folder with a server in it. Both are gone when it is dropped, and also when the process is.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    guard: Child,
}

impl Folder {
    pub(crate) fn create() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("temporary-postgres-{}-{number}", process::id());
        let path = env::temp_dir().join(name);
        let created = fs::DirBuilder::new().mode(0o700).create(&path);
        created.unwrap_or_else(|error| panic!("{} cannot be made: {error}", path.display()));
        programs::give(&path);
        let guard = guard(&path);
        Self { path, guard }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.path.join("data")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        // Not a panic: the test may be panicking already.
        let _ = self.guard.wait();
    }
}

fn guard(folder: &Path) -> Child {
    let pg_ctl = programs::command("pg_ctl", folder);
    let mut command = Command::new("sh");
    command
        .args(["-c", GUARD, "guard"])
        .args([folder.as_os_str(), pg_ctl.get_program()])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        // An interrupt from the keyboard is for the test; the guard comes after it.
        .process_group(0);
    // Not as root, so that what the server may not do, the guard may not either; the folder itself is
    // in one that everybody may write to.
    programs::as_nobody(&mut command);
    command.spawn().expect("every Unix has `sh`")
}
