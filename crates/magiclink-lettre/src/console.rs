//! Mails to standard output, for whoever is trying the program.

use std::{
    fmt,
    io::{self, Write},
    sync::{Mutex, PoisonError},
};

use async_trait::async_trait;
use magiclink::mail::{Mail, MailError, Mailer, Receipt};

use crate::{
    message::{self, lines, one_line},
    sender::Sender,
};

/// Prints the text of each mail.
pub struct ConsoleMailer {
    sender: Sender,
    output: Mutex<Box<dyn Write + Send>>,
}

impl ConsoleMailer {
    /// Prints mails from `sender` to standard output.
    #[must_use]
    pub fn new(sender: Sender) -> Self {
        Self::with_output(sender, io::stdout())
    }

    /// Prints mails from `sender` to `output`.
    #[must_use]
    pub fn with_output(sender: Sender, output: impl Write + Send + 'static) -> Self {
        Self {
            sender,
            output: Mutex::new(Box::new(output)),
        }
    }

    fn print(&self, text: &str) -> io::Result<()> {
        let mut output = self.output.lock().unwrap_or_else(PoisonError::into_inner);
        output.write_all(text.as_bytes())?;
        output.flush()
    }
}

#[async_trait]
impl Mailer for ConsoleMailer {
    async fn send(&self, mail: &Mail) -> Result<Receipt, MailError> {
        // What could not be sent by SMTP is refused here too, so that trying shows it.
        message::build(mail, &self.sender)?;
        self.print(&shown(mail, &self.sender))
            .map_err(|error| MailError::Temporary(error.into()))?;
        Ok(Receipt::default())
    }
}

impl fmt::Debug for ConsoleMailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConsoleMailer")
            .field("sender", &self.sender)
            .finish_non_exhaustive()
    }
}

const RULE: &str = "----------------------------------------------------------------------";

fn shown(mail: &Mail, sender: &Sender) -> String {
    let (to, subject) = (one_line(&mail.to), one_line(&mail.subject));
    let text = harmless(&mail.text);
    let text = text.trim_end();
    format!("{RULE}\nFrom: {sender}\nTo: {to}\nSubject: {subject}\n\n{text}\n{RULE}\n")
}

/// Takes out what would steer the terminal.
fn harmless(text: &str) -> String {
    lines(text).replace(
        |char: char| char.is_control() && !matches!(char, '\n' | '\t'),
        "\u{fffd}",
    )
}
