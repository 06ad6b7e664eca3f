//! An email address that somebody typed, and what it is looked up by.

mod domain;
mod error;
mod local_part;

use std::{
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

pub use self::error::EmailError;

/// The longest address that mail servers have to take (RFC 5321 4.5.3.1.3, erratum 1690 of RFC 3696).
pub const LONGEST: usize = 254;

/// An email address; it exists only if mail can be sent to it and to no second address.
///
/// It has two texts: what was typed ([`as_str`](Self::as_str)), to show and to keep, and its
/// [`key`](Self::key), to look it up by. Two addresses are equal when their keys are. Mail goes to the
/// address that the account has, never to the one that was typed.
///
/// ```
/// use magiclink::email::Email;
///
/// let email = Email::parse(" Jane.Doe@Bücher.example ")?;
/// assert_eq!(email.as_str(), "Jane.Doe@Bücher.example");
/// assert_eq!(email.key(), "jane.doe@xn--bcher-kva.example");
/// assert_eq!(email.mask(), "j***@xn--bcher-kva.example");
/// # Ok::<(), magiclink::email::EmailError>(())
/// ```
///
/// Accepted is a dot-atom of RFC 5321 at a domain with a dot in it, which may be international. Where
/// the RFCs allow more, or less, than is wise:
///
/// | typed | here | because |
/// | --- | --- | --- |
/// | `"a@b.example"@example.com` | refused | a quoted local part can hide a second address |
/// | `jane@[192.0.2.1]`, `jane@192.0.2.1`, `jane@example.123` | refused | no domain; its label at the top begins with a letter |
/// | `jane@localhost` | refused | names nobody outside one machine |
/// | `=?utf-8?q?jane?=@example.com` | refused | some mail software decodes it into another address |
/// | `josé@example.com` | refused | needs SMTPUTF8, and invites look-alikes of an account's address |
/// | `jane@ｅxample.com`, `jane@bücher。example`, a soft hyphen | refused | a character of the domain that is plain ASCII underneath, or nothing |
/// | `jane@bücher.example` | accepted | a registered domain; its key is the one that DNS has |
/// | `jane@ab--cd.example` | accepted | such names exist, against RFC 5891 4.2.3.1 |
/// | `jane+tag@…`, `j.a.n.e@…` | accepted, another address each | only the receiving server knows better |
/// | `a%b@example.com`, `a!b@example.com` | accepted | plain characters today; nothing here routes by them |
#[derive(Clone)]
pub struct Email {
    text: String,
    key: String,
}

impl Email {
    /// Reads an address that somebody typed; ASCII spaces around it do not count.
    ///
    /// Takes a time that is bounded by [`LONGEST`], but for skipping the spaces.
    ///
    /// # Errors
    ///
    /// The text is not an address, or one of those that are refused.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim_matches(' ');
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        if text.len() > LONGEST {
            return Err(EmailError::TooLong);
        }
        let (local_part, domain) = text.split_once('@').ok_or(EmailError::NoAt)?;
        if !local_part::is_local_part(local_part) {
            return Err(EmailError::LocalPart);
        }
        let domain = domain::to_ascii(domain).ok_or(EmailError::Domain)?;
        let key = format!("{}@{domain}", local_part.to_ascii_lowercase());
        if key.len() > LONGEST {
            return Err(EmailError::TooLong);
        }
        Ok(Self {
            text: text.to_owned(),
            key,
        })
    }

    /// The address as it was typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What the address is looked up by: the local part in ASCII lowercase, the domain as DNS has it.
    ///
    /// Compare it byte by byte, never by a collation: `ı` is not `i`.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether `text`, as an account may have it, is this address: whether it has the same key.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        Self::parse(text).is_ok_and(|other| other == *self)
    }

    /// The domain as DNS has it: lowercase ASCII.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.split().1
    }

    /// [Masks](Self::mask) a text that should be an address; `***` if it is none.
    #[must_use]
    pub fn mask_text(text: &str) -> String {
        Self::parse(text).map_or_else(|_| "***".to_owned(), |email| email.mask())
    }

    /// The address as SMTP takes it without extensions: the local part as typed, the domain as DNS
    /// has it.
    #[must_use]
    pub fn to_ascii(&self) -> String {
        let (local_part, domain) = self.split();
        // Lowercasing has kept the length.
        format!("{}@{domain}", &self.text[..local_part.len()])
    }

    /// The address as it may stand in a log: at most one character of the local part, never all of it.
    #[must_use]
    pub fn mask(&self) -> String {
        let (local_part, domain) = self.split();
        let shown = usize::from(local_part.len() > 1);
        format!("{}***@{domain}", &local_part[..shown])
    }

    /// The two sides of the key.
    fn split(&self) -> (&str, &str) {
        self.key.split_once('@').unwrap_or_default()
    }
}

/// Shows the [mask](Email::mask).
impl fmt::Debug for Email {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Email({})", self.mask())
    }
}

impl FromStr for Email {
    type Err = EmailError;

    fn from_str(text: &str) -> Result<Self, EmailError> {
        Self::parse(text)
    }
}

impl Eq for Email {}

impl PartialEq for Email {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Hash for Email {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use std::{
        collections::{HashSet, hash_map::RandomState},
        hash::BuildHasher as _,
    };

    use super::*;

    #[test]
    fn the_text_is_kept_and_the_key_is_folded() -> Result<(), EmailError> {
        let email: Email = "  O'Brien+Tag@Faß.Example ".parse()?;
        assert_eq!(email.as_str(), "O'Brien+Tag@Faß.Example");
        assert_eq!(email.key(), "o'brien+tag@xn--fa-hia.example");
        assert_eq!(email.domain(), "xn--fa-hia.example");
        assert_eq!(email.to_ascii(), "O'Brien+Tag@xn--fa-hia.example");
        Ok(())
    }

    #[test]
    fn the_whole_local_part_is_in_no_mask_and_no_debug_text() -> Result<(), EmailError> {
        for (typed, mask) in [
            ("Jane.Doe@Example.com", "j***@example.com"),
            ("jo@example.com", "j***@example.com"),
            ("j@example.com", "***@example.com"),
            ("jane@bücher.example", "j***@xn--bcher-kva.example"),
        ] {
            let email = Email::parse(typed)?;
            assert_eq!(email.mask(), mask);
            assert_eq!(
                format!("{email:?} {email:#?}"),
                format!("Email({mask}) Email({mask})")
            );
        }
        Ok(())
    }

    #[test]
    fn addresses_are_equal_when_their_keys_are() -> Result<(), EmailError> {
        let email = Email::parse("jane@bücher.example")?;
        assert_eq!(email, Email::parse("JANE@XN--BCHER-KVA.example")?);
        assert_ne!(email, Email::parse("jane@bucher.example")?);
        assert_ne!(email, Email::parse("jan.e@bücher.example")?);
        Ok(())
    }

    #[test]
    fn the_address_of_an_account_is_this_one_when_it_has_the_same_key() -> Result<(), EmailError> {
        let email = Email::parse("jane@bücher.example")?;
        assert!(email.is("Jane@xn--bcher-kva.example"));
        for other in ["john@bücher.example", "jane@bucher.example", "jane", ""] {
            assert!(!email.is(other), "{other}");
        }
        Ok(())
    }

    #[test]
    fn equal_addresses_are_one_in_a_set() -> Result<(), EmailError> {
        let typed = ["jane@example.com", "JANE@example.com", "john@example.com"];
        let parsed = typed.map(Email::parse);
        let set: HashSet<Email> = parsed.into_iter().collect::<Result<_, _>>()?;
        assert_eq!(set.len(), 2);
        // Two that differ are found apart, too.
        let state = RandomState::new();
        let hashes: HashSet<u64> = set.iter().map(|email| state.hash_one(email)).collect();
        assert_eq!(hashes.len(), 2);
        Ok(())
    }

    #[test]
    fn what_is_no_address_is_masked_as_a_whole() {
        assert_eq!(Email::mask_text("Jane@example.com"), "j***@example.com");
        assert_eq!(Email::mask_text("jane"), "***");
    }

    #[test]
    fn each_error_names_what_is_wrong() {
        let long = format!("{}@example.com", "x".repeat(LONGEST));
        for (typed, error) in [
            ("", EmailError::Empty),
            ("   ", EmailError::Empty),
            (&*long, EmailError::TooLong),
            ("jane.example.com", EmailError::NoAt),
            ("jane doe@example.com", EmailError::LocalPart),
            ("jane@localhost", EmailError::Domain),
            ("jane@doe@example.com", EmailError::Domain),
        ] {
            assert_eq!(Email::parse(typed).err(), Some(error), "{typed}");
        }
    }

    #[test]
    fn the_length_counts_as_typed_and_with_the_domain_in_ascii() {
        let domain = |label: &str| format!("{}com", format!("{label}.").repeat(4));
        let at =
            |local: usize, domain: &str| Email::parse(&format!("{}@{domain}", "x".repeat(local)));
        let longest = domain(&"a".repeat(47));
        assert_eq!(longest.len(), 195);
        assert!(at(58, &longest).is_ok());
        assert_eq!(at(59, &longest).err(), Some(EmailError::TooLong));

        // Longer in ASCII than as typed, then the other way round.
        let longer = domain(&format!("{}ü", "a".repeat(42)));
        assert_eq!(longer.len(), 183);
        assert!(at(46, &longer).is_ok());
        assert_eq!(at(47, &longer).err(), Some(EmailError::TooLong));

        let shorter = domain(&"日".repeat(16));
        assert_eq!(shorter.len(), 199);
        assert!(at(54, &shorter).is_ok());
        assert_eq!(at(55, &shorter).err(), Some(EmailError::TooLong));
    }
}
