//! What stands before the `@` of an address.

/// RFC 5321 4.5.3.1.1.
const LONGEST: usize = 64;

/// Whether a text is a local part: atoms joined by dots (`Dot-string` of RFC 5321 4.1.2), ASCII only.
pub(super) fn is_local_part(text: &str) -> bool {
    text.len() <= LONGEST && text.split('.').all(is_atom) && !has_encoded_word(text)
}

fn is_atom(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte))
}

/// Whether there is something like `=?utf-8?q?…?=` (RFC 2047). All of it are characters of an atom,
/// but some mail software decodes it, and then the address is another one.
fn has_encoded_word(text: &str) -> bool {
    text.split_once("=?")
        .is_some_and(|(_, rest)| rest.contains("?="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn atoms_joined_by_dots_are_a_local_part() {
        for text in [
            "a",
            "a.b.c",
            "-a",
            "a=?b",
            "a?=b=?c",
            "x=1",
            &"x".repeat(64),
        ] {
            assert!(is_local_part(text), "{text}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        for text in [
            "",
            ".",
            ".a",
            "a.",
            "a..b",
            "a b",
            "a\tb",
            "a\0",
            "a\u{7f}",
            "\"a\"",
            "a(b)",
            "a,b",
            "a:b",
            "a;b",
            "a<b",
            "a\\b",
            "a[b]",
            "é",
            "=?x?q?=41?=",
            "a=?b?c?d?=e",
            &"x".repeat(65),
        ] {
            assert!(!is_local_part(text), "{text}");
        }
    }
}
