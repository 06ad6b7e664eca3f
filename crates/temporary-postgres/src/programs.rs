//! The programs of PostgreSQL, and who runs them.

use std::{
    fs,
    os::unix::{
        fs::chown,
        process::{CommandExt as _, ExitStatusExt as _},
    },
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// Where Debian's packages put them, each version in a folder of its own.
const DEBIAN: &str = "/usr/lib/postgresql";
/// Who runs the server when root starts it: `nobody`.
const NOBODY: u32 = 65534;

/// Makes a command that runs a program of PostgreSQL in `folder`, never as root.
pub(crate) fn command(name: &str, folder: &Path) -> Command {
    let mut command = Command::new(path(name));
    command.current_dir(folder);
    as_nobody(&mut command);
    // What is set for the machine's own server must not change this one.
    for variable in ["PGDATA", "PGHOST", "PGPORT", "PGOPTIONS", "PGSERVICE"] {
        command.env_remove(variable);
    }
    command
}

/// Has a command run as `nobody` if it would run as root.
pub(crate) fn as_nobody(command: &mut Command) {
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
}

/// Gives a file or folder to whoever runs the server.
pub(crate) fn give(path: &Path) {
    if is_root() {
        chown(path, Some(NOBODY), Some(NOBODY)).expect("root may give files away");
    }
}

/// Runs a command to its end; what it printed.
pub(crate) fn run(command: &mut Command) -> String {
    let name = command.get_program().to_string_lossy().into_owned();
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap_or_else(|error| {
        panic!("{name} cannot be run ({error}): install Debian's package postgresql")
    });
    assert!(
        status.success(),
        "{name}: {status} {:?}\n{}{}",
        status.signal(),
        String::from_utf8_lossy(&stdout),
        String::from_utf8_lossy(&stderr)
    );
    String::from_utf8(stdout).expect("the programs of PostgreSQL print UTF-8")
}

/// The program of the newest version in Debian's folder, or else whatever the `PATH` has.
fn path(name: &str) -> PathBuf {
    let versions = fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| {
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            let program = entry.path().join("bin").join(name);
            program.exists().then_some((version, program))
        })
        .max();
    newest.map_or_else(|| name.into(), |(_, program)| program)
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.expect("every Unix has `id`").stdout == b"0\n"
}
