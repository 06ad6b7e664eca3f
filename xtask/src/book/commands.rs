//! The reference of commands, as the program's own help has it.

use crate::book::program;
use crate::command_line::CommandLine;
use crate::failure::Failure;

/// Writes the help of every command, one section each.
pub(super) fn page() -> Result<String, Failure> {
    let mut page = String::new();
    let mut waiting = vec![Vec::new()];
    while let Some(path) = waiting.pop() {
        let help = help(&path)?;
        page.push_str(&section(&path, &help));
        for name in subcommands(&help).into_iter().rev() {
            let mut below = path.clone();
            below.push(name);
            waiting.push(below);
        }
    }
    Ok(page)
}

fn help(path: &[String]) -> Result<String, Failure> {
    let command = path
        .iter()
        .fold(program(), CommandLine::with_argument)
        .with_argument("--help");
    Ok(command.printed()?.output)
}

fn section(path: &[String], help: &str) -> String {
    let name: String = path.iter().flat_map(|word| [" ", word]).collect();
    format!("## `magiclink{name}`\n\n```text\n{}\n```\n\n", help.trim())
}

/// The names under `Commands:`, but for `help` itself.
fn subcommands(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    lines
        .take_while(|line| !line.is_empty())
        // What is indented further goes on with the line above it.
        .filter_map(|line| {
            line.strip_prefix("  ")
                .filter(|line| !line.starts_with(' '))
        })
        .filter_map(|line| line.split(' ').next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_below_a_command_are_found_in_its_help() {
        let help = "About.\n\nCommands:\n  add   Add one\n        more of it\n  list  List\n  \
                    help  Print this\n\nOptions:\n  -h, --help  Print help\n";
        assert_eq!(subcommands(help), ["add", "list"]);
        assert!(subcommands("Usage: a\n\nOptions:\n  -h\n").is_empty());
    }
}
