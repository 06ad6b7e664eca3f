//! Addresses as they may stand in an SMTP command.

use std::borrow::Cow;

use lettre::Address;

/// The longest address that fits into an SMTP command.
const MAX_LENGTH: usize = 254;
const MAX_LOCAL_LENGTH: usize = 64;

/// A text is not one address that every mail server reads alike.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// There is not exactly one `@` with something on both sides.
    #[error("a mail address is one name, one @ and one domain")]
    Shape,
    /// The part before the `@` is quoted, not ASCII, or has misplaced dots.
    #[error(
        "the part before the @ holds something else than letters, digits and !#$%&'*+-/=?^_`{{|}}~."
    )]
    Local,
    /// The part after the `@` is no domain name.
    #[error("the part after the @ is not a domain name")]
    Domain,
    /// It does not fit into an SMTP command.
    #[error("the mail address is too long")]
    Length,
}

/// Reads one address.
///
/// lettre alone takes `a@x.com?subject=x`, `"e@attacker.com"@victim.com` and IP addresses for
/// addresses, so this is stricter: no quotes, no comments, ASCII before the `@`.
pub(crate) fn parse(text: &str) -> Result<Address, AddressError> {
    let (local, domain) = text.split_once('@').ok_or(AddressError::Shape)?;
    if local.is_empty() || domain.is_empty() || domain.contains('@') {
        return Err(AddressError::Shape);
    }
    if !is_dot_atom(local) {
        return Err(AddressError::Local);
    }
    let domain = ascii_domain(domain).ok_or(AddressError::Domain)?;
    if local.len() > MAX_LOCAL_LENGTH || local.len() + 1 + domain.len() > MAX_LENGTH {
        return Err(AddressError::Length);
    }
    Address::new(local, domain).map_err(|_| AddressError::Domain)
}

/// Whether `name` is made of labels of letters, digits and hyphens.
pub(crate) fn is_host_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    // Only digits in the last label is an IP address, or wants to be one.
    let last = name.rsplit('.').next().unwrap_or_default();
    name.len() <= 253
        && name.split('.').all(is_label)
        && !last.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_dot_atom(local: &str) -> bool {
    let is_atom = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    local
        .split('.')
        .all(|part| !part.is_empty() && part.bytes().all(is_atom))
}

/// The domain as DNS has it.
fn ascii_domain(domain: &str) -> Option<Cow<'_, str>> {
    if domain.is_ascii() {
        return is_host_name(domain).then_some(Cow::Borrowed(domain));
    }
    let ascii = idna::domain_to_ascii_strict(domain).ok()?;
    // A fullwidth or invisible character that turns a label into plain ASCII makes a name that looks
    // like one domain the address of another.
    let same_labels = domain.split('.').count() == ascii.split('.').count();
    let is_honest = |(label, ascii): (&str, &str)| label.is_ascii() || ascii.starts_with("xn--");
    let honest = domain.split('.').zip(ascii.split('.')).all(is_honest);
    (same_labels && honest && is_host_name(&ascii)).then_some(Cow::Owned(ascii))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_addresses_are_taken_as_they_are() {
        for text in [
            "jane.doe@example.com",
            "a+b'c@x-y.example",
            "root@localhost",
        ] {
            assert_eq!(parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn international_domains_are_written_as_dns_has_them() {
        let address = parse("email@öäü.com").unwrap();
        assert_eq!(address.to_string(), "email@xn--4ca9at.com");
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
        let long = format!("{}@example.com", "a".repeat(65));
        assert_eq!(parse(&long), Err(AddressError::Length));
    }
}
