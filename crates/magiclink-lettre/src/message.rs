//! Makes the MIME message that goes over the wire.

use std::time::{Duration, UNIX_EPOCH};

use lettre::{
    Address, Message,
    message::{
        MultiPart, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};
use magiclink::{
    clock::Timestamp,
    mail::{Mail, MailError},
};

use crate::{
    address::{self, AddressError},
    sender::Sender,
};

/// 9999-12-31T23:59:59Z: a later date cannot be written.
const LAST_SECOND: i64 = 253_402_300_799;
/// A Message-ID stays on one line of 78 characters with most domains.
const MAX_ID_LENGTH: usize = 64;
/// As much of a subject as anyone reads; a word of 998 characters would break the header's line.
const MAX_SUBJECT_LENGTH: usize = 200;
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// A message, and to whom it goes: one recipient, whatever the headers say.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    pub(crate) from: Address,
    pub(crate) to: Address,
    /// As its reader sees it.
    pub(crate) subject: String,
    /// ASCII with CRLF line ends, so that no server has to convert anything.
    pub(crate) bytes: Vec<u8>,
}

/// No message can be made of a mail.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MessageError {
    /// The recipient is not one address.
    #[error("the recipient's address cannot be written")]
    Recipient(#[source] AddressError),
    /// The message id holds something else than letters, digits, `-`, `_` and `.`, or is too long.
    #[error("the message id cannot be written")]
    MessageId,
    /// It was written before 1970 or after 9999.
    #[error("the date cannot be written")]
    Date,
    /// lettre refused it.
    #[error("the message cannot be written")]
    Parts(#[source] lettre::error::Error),
}

impl From<MessageError> for MailError {
    fn from(error: MessageError) -> Self {
        Self::Permanent(error.into())
    }
}

/// Makes the message of `mail`: text and HTML, as quoted-printable.
pub(crate) fn build(mail: &Mail, sender: &Sender) -> Result<Letter, MessageError> {
    let to = address::parse(&mail.to).map_err(MessageError::Recipient)?;
    let id = checked_id(&mail.message_id)?;
    let subject = subject(&mail.subject);
    let message = Message::builder()
        .from(sender.mailbox())
        .to(to.clone().into())
        .subject(subject.clone())
        .message_id(Some(format!("<{id}@{}>", sender.domain())))
        .date(UNIX_EPOCH + since_1970(mail.written)?)
        // RFC 3834: keeps holiday notices from being sent back.
        .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".into()))
        .multipart(
            MultiPart::alternative()
                .singlepart(part(ContentType::TEXT_PLAIN, &mail.text))
                .singlepart(part(ContentType::TEXT_HTML, &mail.html)),
        )
        .map_err(MessageError::Parts)?;
    Ok(Letter {
        from: sender.address().clone(),
        to,
        subject,
        bytes: message.formatted(),
    })
}

/// Quoted-printable always: servers on the way then have nothing to fold, convert or trim, and it
/// can be read in a file.
fn part(content_type: ContentType, text: &str) -> SinglePart {
    SinglePart::builder()
        .header(content_type)
        .header(ContentTransferEncoding::QuotedPrintable)
        .body(with_crlf(text))
}

/// Makes every CR, LF and CRLF a CRLF: a bare one ends a line for some servers and not for others,
/// which is how a second mail is smuggled in.
fn with_crlf(text: &str) -> String {
    lines(text).replace('\n', "\r\n")
}

/// Makes every CR, LF and CRLF an LF.
pub(crate) fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// One line that shows as it was written: lettre leaves alone what already looks encoded, and the
/// reader's program would decode it.
fn subject(text: &str) -> String {
    let line = one_line(text).replace("=?", "= ?");
    line.chars().take(MAX_SUBJECT_LENGTH).collect()
}

/// Makes runs of spaces and control characters one space; of more than one between words that have
/// to be encoded, lettre leaves none.
pub(crate) fn one_line(text: &str) -> String {
    let words = text.split(|char: char| char == ' ' || char.is_control());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The id is made by the library; whatever else turns up here is a fault or an attack.
fn checked_id(id: &str) -> Result<&str, MessageError> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let parts = |part: &str| !part.is_empty() && part.bytes().all(is_plain);
    if id.len() <= MAX_ID_LENGTH && id.split('.').all(parts) {
        Ok(id)
    } else {
        Err(MessageError::MessageId)
    }
}

/// lettre panics on a date outside of these bounds.
fn since_1970(written: Timestamp) -> Result<Duration, MessageError> {
    match u64::try_from(written.unix_seconds()) {
        Ok(seconds) if written.unix_micros() >= 0 && written.unix_seconds() <= LAST_SECOND => {
            Ok(Duration::from_secs(seconds))
        }
        _ => Err(MessageError::Date),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_becomes_crlf() {
        assert_eq!(
            with_crlf("a\rb\nc\r\nd\r\r\n\n"),
            "a\r\nb\r\nc\r\nd\r\n\r\n\r\n"
        );
    }

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(
            subject("Log in\r\nBcc: x@y.example\0"),
            "Log in Bcc: x@y.example"
        );
        assert_eq!(subject("=?utf-8?q?a?="), "= ?utf-8?q?a?=");
        assert_eq!(subject(&"é".repeat(201)), "é".repeat(200));
    }

    #[test]
    fn an_id_cannot_leave_its_header_or_its_folder() {
        for id in [
            "", "a b", "a>b", "../a", "a/b", "a\r\nb", "a@b", ".", "a..b", "é",
        ] {
            assert!(checked_id(id).is_err(), "{id:?}");
        }
        assert!(checked_id(&"a".repeat(65)).is_err());
        assert!(checked_id("Ab9-_.x").is_ok());
    }
}
