//! `magiclink mail`: does the mail server take mails?

use std::time::Duration;

use magiclink::{clock::Clock, email::Email, mail::Mail as Message, token::TokenId};

use crate::{cli::Mail, commands::mail_queue, config::Checked, failure::Failure, server};

pub(super) async fn run(command: Mail, checked: &Checked) -> Result<(), Failure> {
    match command {
        Mail::Test { email } => test(&email, checked).await,
        Mail::Queue(queue) => mail_queue::run(queue, checked).await,
    }
}

async fn test(email: &str, checked: &Checked) -> Result<(), Failure> {
    let to: Email = email
        .parse()
        .map_err(|error| Failure::Usage(format!("`{email}` is not an address: {error}")))?;
    let now = Clock::System.now();
    let site = &checked.config.site_name;
    let id = TokenId::random().map_err(|error| Failure::doing("cannot write a mail", &error))?;
    let message = Message {
        to: to.as_str().to_owned(),
        subject: format!("A test mail from {site}"),
        text: format!("Mails from {site} arrive.\n"),
        html: format!("<p>Mails from {} arrive.</p>\n", escape(site)),
        message_id: id.to_string(),
        written: now,
        expires: now.saturating_add(Duration::from_mins(10)),
    };
    server::outgoing(checked)?
        .mailer
        .send(&message)
        .await
        .map_err(|error| Failure::doing("the mail server did not take the mail", &error))?;
    println!("the mail server took a mail to {}", message.to);
    Ok(())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
