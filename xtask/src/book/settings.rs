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
    let mut paragraphs = Vec::new();
    let mut section = "";
    let mut comment: Vec<&str> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(words) = line.strip_prefix('#') {
            comment.push(words.trim());
            continue;
        }
        let comment = mem::take(&mut comment).join(" ");
        if line.is_empty() {
            // What stands apart is about the file.
            paragraphs.push(comment);
        } else if line.starts_with('[') {
            section = line.trim_matches(['[', ']']);
            paragraphs.extend([format!("## `{line}`"), comment]);
        } else if let Some((name, value)) = line.split_once(" = ") {
            paragraphs.extend(setting(section, name, value, comment));
        } else {
            return Err(number);
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    Ok(paragraphs.join("\n\n") + "\n")
}

fn setting(section: &str, name: &str, value: &str, comment: String) -> [String; 3] {
    let (level, full) = match section {
        "" => ("##", name.to_owned()),
        section => ("###", format!("{section}.{name}")),
    };
    let variable = full.replace('.', "_").to_uppercase();
    let default = match value {
        "\"\"" => "not set".to_owned(),
        value => format!("`{value}`"),
    };
    [
        format!("{level} `{full}`"),
        comment,
        format!("- default: {default}\n- variable: `MAGICLINK_{variable}`"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_has_its_comment_default_and_variable() {
        let page = of_example(
            "# About the file.\n\n# Where people\n# reach it.\nbase_url = \"\"\n\n\
             [login]\n# How long.\nmax_age = \"10m\"\n",
        );
        let expected = "About the file.\n\n\
            ## `base_url`\n\nWhere people reach it.\n\n\
            - default: not set\n- variable: `MAGICLINK_BASE_URL`\n\n\
            ## `[login]`\n\n\
            ### `login.max_age`\n\nHow long.\n\n\
            - default: `\"10m\"`\n- variable: `MAGICLINK_LOGIN_MAX_AGE`\n";
        assert_eq!(page.as_deref(), Ok(expected));
    }

    #[test]
    fn what_is_not_understood_is_not_left_out_in_silence() {
        assert_eq!(of_example("a = 1\nb = [\n  2,\n]\n"), Err(3));
    }
}
