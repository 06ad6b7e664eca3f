//! Mails through a real mail server: a Postfix of our own.
#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod instance;

use std::{sync::Arc, time::Duration};

use magiclink::{
    clock::Timestamp,
    mail::{Mail, MailError, Mailer},
};
use magiclink_lettre::{MailUrl, Sender};
use mailparse::{MailHeaderMap, ParsedMail, parse_mail};
use rcgen::{CertifiedKey, generate_simple_self_signed};

use crate::instance::Postfix;

/// A way to write 127.0.0.1 that is not told to be this machine, so that STARTTLS is asked for.
const HOST: &str = "::ffff:127.0.0.1";
const LINK: &str = "https://bookings.example/login/auth/?sesame=3.AQIDBAUGBwgJ-_8&next=%2Fa.b";

fn mail(message_id: &str) -> Mail {
    let now = Timestamp::from_unix_seconds(1_800_000_000);
    let long = "long ".repeat(400);
    Mail {
        to: "jane.doe@example.com".into(),
        subject: "Anmelden für 👋 مرحبا".into(),
        text: format!("Grüße\n.\n..\nFrom here on: {long}\n\r\n.\r\n{LINK}\n"),
        html: format!(
            "<p>{long}<a href=\"{}\">Anmelden</a></p>",
            LINK.replace('&', "&amp;")
        ),
        message_id: message_id.into(),
        written: now,
        expires: now.saturating_add(Duration::from_mins(10)),
    }
}

fn mailer(url: MailUrl) -> Arc<dyn Mailer> {
    let sender: Sender = "Bookings, Inc. <login@bookings.example>".parse().unwrap();
    url.mailer(sender).unwrap().mailer
}

fn body(message: &ParsedMail<'_>, part: usize) -> String {
    let body = message.subparts[part].get_body().unwrap();
    body.replace("\r\n", "\n")
}

#[tokio::test]
async fn a_mail_through_postfix_arrives_once_and_whole() {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed([HOST.into()]).unwrap();
    let certificate = cert.pem();
    let chain = format!("{}{certificate}", signing_key.serialize_pem());
    let postfix = Postfix::start("jane.doe@example.com", Some(&chain));
    let url = |host: &str| -> MailUrl {
        let url = format!("smtp://{host}:{}", postfix.port);
        url.parse().unwrap()
    };
    let plain = mailer(url("127.0.0.1"));
    let trusting = url(&format!("[{HOST}]")).with_root_certificates(certificate.as_bytes());
    let encrypted = mailer(trusting.unwrap());
    for (number, mailer) in [plain.clone(), encrypted].iter().enumerate() {
        let sent = mail(&format!("mail-{number}"));
        mailer.send(&sent).await.unwrap();
        let mails = postfix.mails(number + 1).await;
        assert_eq!(mails.len(), number + 1);
        let id = format!("<mail-{number}@bookings.example>");
        let is_it =
            |message: &ParsedMail<'_>| message.headers.get_first_value("Message-ID").unwrap() == id;
        let messages = mails.iter().map(|mail| parse_mail(mail).unwrap());
        let message = messages.into_iter().find(is_it).unwrap();
        let subject = message.headers.get_first_value("Subject").unwrap();
        assert_eq!(subject, sent.subject);
        assert_eq!(
            body(&message, 0).trim_end(),
            sent.text.replace("\r\n", "\n").trim_end()
        );
        assert_eq!(body(&message, 1).trim_end(), sent.html);
        let text = body(&message, 0);
        assert_eq!(text.lines().last().unwrap(), LINK);
    }
    let stranger = Mail {
        to: "stranger@example.com".into(),
        ..mail("mail-9")
    };
    let error = plain.send(&stranger).await.unwrap_err();
    assert!(matches!(error, MailError::Permanent(_)), "{error:?}");
    let elsewhere = Mail {
        to: "jane@elsewhere.example".into(),
        ..mail("mail-9")
    };
    let error = plain.send(&elsewhere).await.unwrap_err();
    assert!(
        matches!(error, MailError::Temporary(_)),
        "relaying is a matter of settings: {error:?}"
    );
}
