//! The reference of settings, as the example of a configuration has it.

use std::mem;
use std::path::Path;

use crate::book::read;
use crate::failure::Failure;

/// A test of the program compares it with the defaults.
const EXAMPLE: &str = "crates/magiclink-server/magiclink.example.toml";

/// Writes a section for every setting: what it does, its default, its variable.
pub(super) fn page() -> Result<String, Failure> {
    of_example(&read(Path::new(EXAMPLE))?).map_err(|line| {
        Failure::new(format!(
            "{EXAMPLE}:{line}: neither a comment nor a section nor a setting on one line"
        ))
    })
}

/// The page, or the number of the line that is none of what an example is made of.
fn of_example(text: &str) -> Result<String, usize> {
    let mut page = String::new();
    let mut section = "";
    let mut comment = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(words) = line.strip_prefix('#') {
            comment.push(words.strip_prefix(' ').unwrap_or(words));
            continue;
        }
        let comment = paragraphs(&mem::take(&mut comment));
        if line.is_empty() {
            // What stands apart is about the file.
            page.push_str(&comment);
        } else if line.starts_with('[') {
            section = line.trim_matches(['[', ']']);
            page.extend(["## `", line, "`\n\n", &comment]);
        } else if let Some((name, value)) = line.split_once(" = ") {
            page.push_str(&setting(section, name, value, &comment));
        } else {
            return Err(number);
        }
    }
    Ok(page)
}

/// The lines of a comment as paragraphs; what is indented is an example.
fn paragraphs(comment: &[&str]) -> String {
    let pieces = comment.chunk_by(|one, two| kind(one) == kind(two));
    let pieces = pieces.filter(|piece| kind(piece[0]) != Kind::Empty);
    let pieces = pieces.map(|piece| match kind(piece[0]) {
        Kind::Example => {
            let lines = piece.iter().map(|line| line.trim_start());
            let lines: Vec<_> = lines.collect();
            format!("```toml\n{}\n```\n\n", lines.join("\n"))
        }
        // `<login@example.com>` would be a link.
        Kind::Words | Kind::Empty => format!("{}\n\n", piece.join(" ").replace('<', "\\<")),
    });
    pieces.collect()
}

#[derive(Eq, PartialEq)]
enum Kind {
    Empty,
    Example,
    Words,
}

fn kind(line: &str) -> Kind {
    match line {
        "" => Kind::Empty,
        line if line.starts_with("  ") => Kind::Example,
        _ => Kind::Words,
    }
}

fn setting(section: &str, name: &str, value: &str, comment: &str) -> String {
    let (level, full) = match section {
        "" => ("##", name.to_owned()),
        section => ("###", format!("{section}.{name}")),
    };
    let variable = full.replace('.', "_").to_uppercase();
    let default = match value {
        "\"\"" => "not set".to_owned(),
        value => format!("`{value}`"),
    };
    format!(
        "{level} `{full}`\n\n{comment}- default: {default}\n- variable: `MAGICLINK_{variable}`\n\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_has_its_comment_default_and_variable() {
        let page = of_example(
            "# About the file.\n\n# Where people\n# reach <it>.\nbase_url = \"\"\n\n\
             [login]\n# How long.\nmax_age = \"10m\"\n",
        );
        let expected = "About the file.\n\n\
            ## `base_url`\n\nWhere people reach \\<it>.\n\n\
            - default: not set\n- variable: `MAGICLINK_BASE_URL`\n\n\
            ## `[login]`\n\n\
            ### `login.max_age`\n\nHow long.\n\n\
            - default: `\"10m\"`\n- variable: `MAGICLINK_LOGIN_MAX_AGE`\n\n";
        assert_eq!(page.as_deref(), Ok(expected));
    }

    #[test]
    fn an_example_in_a_comment_stays_one() {
        let page =
            of_example("# Folders:\n#\n#   [[site]]\n#   path = \"/\"\n#\n# Or not.\nsite = []\n");
        let expected = "## `site`\n\nFolders:\n\n\
            ```toml\n[[site]]\npath = \"/\"\n```\n\nOr not.\n\n\
            - default: `[]`\n- variable: `MAGICLINK_SITE`\n\n";
        assert_eq!(page.as_deref(), Ok(expected));
    }

    #[test]
    fn what_is_not_understood_is_not_left_out_in_silence() {
        assert_eq!(of_example("a = 1\nb = [\n  2,\n]\n"), Err(3));
    }
}
