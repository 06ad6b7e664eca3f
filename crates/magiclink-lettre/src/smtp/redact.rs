//! What a mail server's answer must not carry into a log or a database.

use base64::{Engine, prelude::BASE64_STANDARD};

/// A shorter word may be a part of others.
const SHORTEST_NAME: usize = 4;

/// Leaves the first letter and the domain of each address: `j***@example.com`.
pub(super) fn addresses(text: &str) -> String {
    let mut pieces: Vec<&str> = text.split('@').collect();
    let last = pieces.pop().unwrap_or_default();
    let mut redacted = String::with_capacity(text.len());
    for piece in pieces {
        let before = piece.trim_end_matches(is_of_local_part);
        let first = piece[before.len()..].chars().next();
        redacted.push_str(before);
        redacted.extend(first);
        redacted.push_str("***@");
    }
    redacted + last
}

/// A character of the part before the `@`, without quotes.
fn is_of_local_part(character: char) -> bool {
    character.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(character)
}

/// A recipient's name as it may stand in an answer without its domain.
pub(super) fn name(local_part: &str) -> Option<&str> {
    (local_part.len() >= SHORTEST_NAME).then_some(local_part)
}

/// The ways in which a password travels.
pub(super) fn credentials(user: &str, password: &str) -> [String; 3] {
    [
        BASE64_STANDARD.encode(format!("\0{user}\0{password}")),
        BASE64_STANDARD.encode(password),
        password.to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_addresses_the_first_letter_and_the_domain_are_left() {
        for (text, redacted) in [
            ("no address", "no address"),
            (
                "5.1.1 <jane.doe@example.com>: unknown",
                "5.1.1 <j***@example.com>: unknown",
            ),
            ("a@b, c+d@e and f", "a***@b, c***@e and f"),
            ("@", "***@"),
            ("<ünï@x>", "<ü***@x>"),
            ("a@b@c", "a***@b***@c"),
        ] {
            assert_eq!(addresses(text), redacted);
        }
    }
}
