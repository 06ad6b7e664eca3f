//! Addresses as they may stand in an SMTP command.

use lettre::{Address, address};
use magiclink::email::{Email, EmailError};

/// A text is not one address that every mail server reads alike.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// It is no address to the library.
    #[error(transparent)]
    Email(#[from] EmailError),
    /// It is no address to lettre.
    #[error(transparent)]
    Lettre(#[from] address::AddressError),
}

/// Reads one address.
///
/// lettre alone takes `a@x.com?subject=x`, `"e@attacker.com"@victim.com` and IP addresses.
pub(crate) fn parse(text: &str) -> Result<Address, AddressError> {
    Ok(Email::parse(text)?.to_ascii().parse()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keep_their_case_and_domains_are_written_as_dns_has_them() {
        for (text, written) in [
            ("Jane.Doe@example.com", "Jane.Doe@example.com"),
            ("a+b'c@x-y.example", "a+b'c@x-y.example"),
            ("email@öäü.com", "email@xn--4ca9at.com"),
        ] {
            assert_eq!(parse(text).unwrap().to_string(), written);
        }
    }

    #[test]
    fn what_lettre_would_take_wrongly_is_refused() {
        for text in [
            "a@x.com?subject=x",
            "\"e@attacker.com\"@victim.com",
            "a@x.com, b@y.com",
            "a@x.com b@y.com",
            "a@x.com,b@y.com",
            "Jane <a@x.com>",
            "<a@x.com>",
            "a@x.com>",
            "a@x.com> SIZE=1",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a@x.com\r\nRCPT TO:<b@y.com>",
            "a@x.com\n",
            "a\0@x.com",
            "a@x..com",
            ".a@x.com",
            "a..b@x.com",
            "é@x.com",
            "a@ｅxample.com",
            "a@exam\u{ad}ple.com",
            "a@",
            "@x.com",
            "a",
            "",
        ] {
            assert!(parse(text).is_err(), "{text:?}");
        }
    }
}
