//! The commands in the pages: each can be typed, and those of the project exist.

use std::path::Path;

use crate::arguments;
use crate::book::blocks::Block;
use crate::book::program;
use crate::book::words::words;
use crate::command_line::CommandLine;
use crate::failure::Failure;

/// Checks every line that begins with `$ ` in the blocks of `console`.
pub(super) fn check(blocks: &[Block]) -> Result<(), Failure> {
    for block in blocks.iter().filter(|block| block.language == "console") {
        let commands = commands(&block.text);
        if commands.is_empty() {
            let text = format!("{}: no line begins with `$ `", block.place);
            return Err(Failure::new(text));
        }
        for command in commands {
            check_command(&command).map_err(|failure| failure.at(&block.place))?;
        }
    }
    Ok(())
}

/// The commands of a block, those of several lines as one.
fn commands(text: &str) -> Vec<String> {
    let mut commands: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in text.lines().map(str::trim) {
        let piece = line.trim_end_matches('\\');
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (None, Some(command)) if goes_on => command.push_str(piece),
            (Some(_), _) => commands.push(piece.trim_start_matches("$ ").to_owned()),
            (None, _) => {}
        }
        goes_on = line.ends_with('\\');
    }
    commands
}

fn check_command(line: &str) -> Result<(), Failure> {
    let syntax = CommandLine::new("sh -n -c").with_argument(line);
    if !syntax.succeeds() {
        return Err(Failure::new("a shell does not understand it").with_command(&syntax));
    }
    let words = words(line);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match &words[..] {
        ["magiclink", rest @ ..] | ["cargo", "run", "--", rest @ ..] => has_help(rest),
        ["cargo", "run", "-p", name, ..] => is_package(&format!("examples/{name}")),
        ["cargo", "install", "--path", path, ..] => is_package(path),
        ["cargo", "xtask", rest @ ..] => {
            let rest: Vec<String> = rest.iter().map(|word| (*word).to_owned()).collect();
            arguments::parse(&rest)
                .map(|_| ())
                .map_err(|error| Failure::new(error.to_string()))
        }
        _ => Ok(()),
    }
}

/// Whether the program takes these words: it reads them up to the `--help` behind them.
fn has_help(words: &[&str]) -> Result<(), Failure> {
    let command = words
        .iter()
        .fold(program(), |command, word| command.with_argument(*word))
        .with_argument("--help");
    command.printed().map(|_| ())
}

fn is_package(path: &str) -> Result<(), Failure> {
    if Path::new(path).join("Cargo.toml").is_file() {
        return Ok(());
    }
    Err(Failure::new(format!("there is no package in {path}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_no_command_and_a_long_command_is_one() {
        let text =
            "$ magiclink init \\\n    --base-url https://a.example\nwrote magiclink.toml\n$ a\n";
        let expected = ["magiclink init --base-url https://a.example", "a"];
        assert_eq!(commands(text), expected);
    }

    #[test]
    fn a_command_that_the_project_does_not_have_is_refused() {
        for line in [
            "cargo xtask chekc",
            "cargo run -p no-such-example",
            "cargo install --path crates/no-such-crate",
            "echo 'never closed",
        ] {
            assert!(check_command(line).is_err(), "{line}");
        }
        assert!(check_command("cargo xtask check").is_ok());
    }
}
