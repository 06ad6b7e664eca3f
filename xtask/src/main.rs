//! The project's own commands: `cargo xtask check` and its parts.

mod advisories;
mod arguments;
mod book;
mod check;
mod command_line;
mod exchange;
mod failure;
mod faults;
mod fuzz;
mod instructions;
mod load;
mod report;
mod step;
mod system_packages;
mod test_run;
mod tools;
mod usage;
mod version;

use std::env;
use std::path::Path;
use std::process::ExitCode;

use crate::arguments::Command;
use crate::failure::Failure;

fn main() -> ExitCode {
    let words: Vec<String> = env::args_os()
        .skip(1)
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let command = match arguments::parse(&words) {
        Ok(command) => command,
        Err(error) => {
            eprintln!("{error}; `cargo xtask --help` lists what there is");
            return ExitCode::from(2);
        }
    };
    match enter_the_root_folder().and_then(|()| run(&command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Usage => println!("{}", usage::USAGE),
        Command::Book => println!("{}", book::build()?),
        Command::Check { exchanges } => check::run(*exchanges)?,
        Command::Exchange { count } => exchange::run(*count)?,
        Command::Faults { words } => faults::run(words)?,
        Command::Fuzz { seconds } => println!("{}", fuzz::run(*seconds)?),
        Command::Load { subject, effort } => load::run(*subject, *effort)?,
        Command::Instructions => {
            instructions::run()?;
        }
    }
    Ok(())
}

/// Makes every command work from whichever folder it was typed in.
fn enter_the_root_folder() -> Result<(), Failure> {
    // Cargo sets it for what it runs; one built into the program would be wrong in a copied tree.
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .ok_or_else(|| Failure::new("start this program as `cargo xtask`"))?;
    let root = Path::new(&manifest).join("..");
    env::set_current_dir(&root)
        .map_err(|error| Failure::new(format!("cannot enter {}: {error}", root.display())))
}
