//! From whom the mails are.

use std::{fmt, str::FromStr};

use lettre::{Address, message::Mailbox};

use crate::address::{self, AddressError};

/// A name that fits into a line of a header whatever its script.
const MAX_NAME_LENGTH: usize = 100;

/// From whom the mails are: an address, and perhaps a name.
///
/// ```
/// use magiclink_lettre::Sender;
///
/// let sender: Sender = "Bookings, Inc. <login@example.com>".parse()?;
/// assert_eq!(sender.to_string(), "Bookings, Inc. <login@example.com>");
/// # Ok::<(), magiclink_lettre::SenderError>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sender {
    name: Option<String>,
    address: Address,
}

/// A text does not say from whom the mails are.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SenderError {
    /// The address is none.
    #[error(
        "write the sender of the mails as \"login@example.com\" or as \"Name <login@example.com>\""
    )]
    Address(#[source] AddressError),
    /// The name holds a line break or another control character.
    #[error("take the line breaks and control characters out of the sender's name")]
    ControlCharacter,
    /// The name does not fit into a header.
    #[error("shorten the sender's name to {MAX_NAME_LENGTH} characters")]
    TooLong,
}

impl Sender {
    /// Makes a sender; a `name` of nothing but spaces counts as none.
    ///
    /// # Errors
    ///
    /// The address or the name cannot stand in a mail.
    pub fn new(name: Option<&str>, address: &str) -> Result<Self, SenderError> {
        let address = address::parse(address).map_err(SenderError::Address)?;
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        Ok(Self {
            name: name.map(checked_name).transpose()?,
            address,
        })
    }

    pub(crate) fn address(&self) -> &Address {
        &self.address
    }

    pub(crate) fn domain(&self) -> &str {
        self.address.domain()
    }

    pub(crate) fn mailbox(&self) -> Mailbox {
        Mailbox::new(self.name.clone(), self.address.clone())
    }
}

/// lettre panics on some control characters in a name, and none has a place there.
fn checked_name(name: &str) -> Result<String, SenderError> {
    if name.chars().any(char::is_control) {
        return Err(SenderError::ControlCharacter);
    }
    if name.chars().count() > MAX_NAME_LENGTH {
        return Err(SenderError::TooLong);
    }
    Ok(name.to_owned())
}

impl FromStr for Sender {
    type Err = SenderError;

    fn from_str(text: &str) -> Result<Self, SenderError> {
        let text = text.trim_matches(' ');
        let Some(inner) = text.strip_suffix('>') else {
            return Self::new(None, text);
        };
        // Without a `<` all of it has to be an address, and the `>` is none's end.
        let (name, address) = inner.rsplit_once('<').unwrap_or(("", text));
        let name = name.trim_matches(' ');
        let unquoted = name
            .strip_prefix('"')
            .and_then(|name| name.strip_suffix('"'));
        Self::new(Some(unquoted.unwrap_or(name)), address)
    }
}

impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => write!(f, "{}", self.address),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_an_address_with_or_without_a_name() {
        for (text, shown) in [
            ("a@example.com", "a@example.com"),
            (" a@example.com ", "a@example.com"),
            ("<a@example.com>", "a@example.com"),
            ("\"Inc., The\" <a@example.com>", "Inc., The <a@example.com>"),
            ("مرحبا <a@example.com>", "مرحبا <a@example.com>"),
        ] {
            assert_eq!(text.parse::<Sender>().unwrap().to_string(), shown);
        }
    }

    #[test]
    fn control_characters_in_a_name_are_refused() {
        for name in [
            "a\rb",
            "a\nb",
            "a\r\nBcc: x@y.example",
            "a\0b",
            "a\u{85}b",
            "a\tb",
        ] {
            let sender = Sender::new(Some(name), "a@example.com");
            assert_eq!(sender, Err(SenderError::ControlCharacter), "{name:?}");
        }
    }

    #[test]
    fn what_is_no_sender_is_refused() {
        for text in [
            "",
            "Jane",
            "Jane <a@example.com",
            "a@x.example, b@x.example",
        ] {
            assert!(text.parse::<Sender>().is_err(), "{text:?}");
        }
        let name = "a".repeat(101);
        let sender = Sender::new(Some(&name), "a@example.com");
        assert_eq!(sender, Err(SenderError::TooLong));
    }
}
