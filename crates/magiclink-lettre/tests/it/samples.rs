//! Mails, senders and mailers for the tests.

use std::time::Duration;

use magiclink::{
    clock::Timestamp,
    mail::{Mail, MailError},
};
use magiclink_lettre::{MailUrl, Sender, SmtpMailer, SmtpServer, TimeLimits};
use mailparse::{MailHeaderMap, ParsedMail};

pub(crate) const NOW: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);
pub(crate) const LINK: &str = "https://bookings.example/login/auth/?sesame=3.AQIDBAUGBwgJ-_8";

pub(crate) fn mail() -> Mail {
    Mail {
        to: "jane.doe@example.com".into(),
        subject: "Log in".into(),
        text: format!("Hello,\n\nlog in here:\n\n{LINK}\n"),
        html: format!("<p>Hello, <a href=\"{LINK}\">log in here</a>.</p>\n"),
        message_id: "AQIDBAUGBwg".into(),
        written: NOW,
        expires: NOW.saturating_add(Duration::from_mins(10)),
    }
}

pub(crate) fn sender() -> Sender {
    "Bookings, Inc. <login@bookings.example>".parse().unwrap()
}

/// A mailer to the server at `url`, which does not wait for long.
pub(crate) fn mailer(url: &str) -> SmtpMailer {
    SmtpMailer::new(server(url), sender())
        .unwrap()
        .with_time_limits(TimeLimits {
            command: Duration::from_millis(300),
            conversation: Duration::from_millis(900),
        })
}

/// A mailer to the server of this machine.
pub(crate) fn mailer_to(port: u16) -> SmtpMailer {
    mailer(&format!("smtp://127.0.0.1:{port}"))
}

pub(crate) fn server(url: &str) -> SmtpServer {
    match url.parse().unwrap() {
        MailUrl::Smtp(server) => server,
        other => panic!("{other} is no mail server"),
    }
}

/// The messages of an error and of all that caused it.
pub(crate) fn chain(error: &MailError) -> String {
    let mut text = error.to_string();
    let mut error: &dyn std::error::Error = error;
    while let Some(source) = error.source() {
        text = format!("{text}: {source}");
        error = source;
    }
    text
}

pub(crate) fn header(message: &ParsedMail<'_>, name: &str) -> String {
    let values = message.headers.get_all_values(name);
    assert_eq!(values.len(), 1, "{name}: {values:?}");
    values.into_iter().next().unwrap()
}

/// The text of one of the two parts, with the line ends that texts have here.
pub(crate) fn body(message: &ParsedMail<'_>, part: usize) -> String {
    message.subparts[part]
        .get_body()
        .unwrap()
        .replace("\r\n", "\n")
}
