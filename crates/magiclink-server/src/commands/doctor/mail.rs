//! The mail server: whether it can be reached and takes the login. No mail is sent.

use std::{error::Error, time::Duration};

use magiclink_lettre::{MailUrl, Security, SmtpMailer, SmtpServer, Step};
use tokio::time::timeout;

use super::Silent;
use crate::{
    config::Checked,
    failure::Failure,
    finding::{Finding, State},
};

const PART: &str = "mail server";

pub(super) async fn look(checked: &Checked, limit: Duration) -> Vec<Finding> {
    let MailUrl::Smtp(server) = &checked.mail else {
        return vec![development(checked)];
    };
    let mailer = match SmtpMailer::new(server.clone(), checked.sender.clone()) {
        Ok(mailer) => mailer,
        Err(error) => return vec![wrong(&error, "see mail_url and mail_password_file")],
    };
    vec![match timeout(limit, mailer.log_in()).await {
        Ok(Ok(())) => Finding::good(PART, good(server)),
        Ok(Err(error)) => wrong(&error, advice(error.step())),
        Err(_) => wrong(&Silent(limit), advice(Step::Connect)),
    }]
}

fn good(server: &SmtpServer) -> String {
    let way = match server.security() {
        Security::Tls => "over TLS",
        Security::StartTls => "over TLS (STARTTLS)",
        _ => "without TLS, on this machine",
    };
    let login = if server.has_user() {
        "it takes the login"
    } else {
        "it asks for no login"
    };
    format!("{server} answers {way}; {login}")
}

/// Mails that go nowhere.
fn development(checked: &Checked) -> Finding {
    let text = format!("mails stay on this machine: mail_url is {}", checked.mail);
    if checked.config.base_url.starts_with("https:") {
        let advice = "use smtps:// or smtp://: a site for others needs a mail server, and inbox: shows all \
                      mails to anybody";
        Finding::wrong(PART, text, advice)
    } else {
        Finding::said(PART, State::Warning, format!("{text}, for trying out"))
    }
}

fn wrong(error: &(dyn Error + 'static), advice: &str) -> Finding {
    Finding::wrong(PART, Failure::chain(error), advice)
}

const fn advice(step: Step) -> &'static str {
    match step {
        Step::LogIn => "see the user in mail_url and the password in mail_password_file",
        Step::StartTls => {
            "use smtps:// if the mail server has a port for it, or mail_ca_file for an authority of your own"
        }
        Step::Connect | Step::Greet => {
            "see the host and the port in mail_url, and mail_ca_file for an authority of your own"
        }
        _ => "ask whoever runs the mail server",
    }
}
