//! A command of a page as the words that a shell makes of it.

/// The words of the first command of a line; variables set for it are left out.
///
/// It knows quotes and backslashes, and ends at the first `|`, `>`, `<`, `&`, `;` or comment.
pub(super) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(mark), found) if mark == found => quote = None,
            (None, '\'' | '"') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, '\\') => word.get_or_insert_default().extend(characters.next()),
            (None, '|' | '>' | '<' | '&' | ';') => break,
            (None, '#') if word.is_none() => break,
            (None, found) if found.is_whitespace() => words.extend(word.take()),
            (_, found) => word.get_or_insert_default().push(found),
        }
    }
    words.extend(word);
    let variables = words.iter().take_while(|word| is_variable(word)).count();
    words.split_off(variables)
}

fn is_variable(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_a_shell() {
        for (line, expected) in [
            ("magiclink serve", vec!["magiclink", "serve"]),
            ("  a  'b c' \"d e\" f\\ g ", vec!["a", "b c", "d e", "f g"]),
            ("a ''", vec!["a", ""]),
            ("LEVEL=debug magiclink serve &", vec!["magiclink", "serve"]),
            ("a --b=c > d", vec!["a", "--b=c"]),
            ("a b # c", vec!["a", "b"]),
            ("", vec![]),
        ] {
            assert_eq!(words(line), expected, "{line}");
        }
    }
}
