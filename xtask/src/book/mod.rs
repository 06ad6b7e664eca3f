//! The book: its pages are completed from the code, built, and compared with the code.

mod blocks;
mod commands;
mod links;
mod settings;
mod shell;
mod sources;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::tools;

/// The pages as they are written.
const PAGES: &str = "docs/pages";
/// What the pages include of what the code says; made anew each time, and not kept.
const GENERATED: &str = "docs/generated";
/// The book as it is read; `docs/book.toml` names the same folder.
const BUILT: &str = "target/book";

/// Builds the book into `target/book`; fails on a broken link and on a command that there is not.
///
/// Returns what was built, for the summary.
pub(crate) fn build() -> Result<String, Failure> {
    tools::MDBOOK.ensure()?;
    fs::create_dir_all(GENERATED).map_err(|error| cannot("make", Path::new(GENERATED), &error))?;
    write("settings.md", &settings::page()?)?;
    write("commands.md", &commands::page()?)?;
    let blocks = blocks::all()?;
    shell::check(&blocks)?;
    CommandLine::new("mdbook build docs").run()?;
    let links = sources::check()? + links::check(Path::new(BUILT))?;
    Ok(format!("{BUILT}/index.html, {links} links checked"))
}

/// A command of the program, to be run from the sources.
fn program() -> CommandLine {
    CommandLine::new("cargo run --quiet --locked --package magiclink-server --")
        // Help shows what it is set to.
        .with_variable("MAGICLINK_CONFIG", "")
}

fn write(name: &str, text: &str) -> Result<(), Failure> {
    let path = Path::new(GENERATED).join(name);
    fs::write(&path, text).map_err(|error| cannot("write", &path, &error))
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| cannot("read", path, &error))
}

/// Every file below `folder` whose name ends in `ending`, in a fixed order.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let failed = |error| cannot("read", &folder, &error);
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn cannot(what: &str, path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("cannot {what} {}: {error}", path.display()))
}
