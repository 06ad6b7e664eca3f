//! Logging in at a mail server.

use magiclink::mail::{MailError, Mailer};
use magiclink_lettre::SmtpMailer;

use crate::{
    samples::{chain, mail, mailer},
    server::{Script, Server},
};

fn mailer_to(port: u16) -> SmtpMailer {
    mailer(&format!("smtp://jane:hunter2@127.0.0.1:{port}"))
}

#[tokio::test]
async fn a_server_that_knows_only_the_old_way_is_answered_in_it() {
    let script = Script::default()
        .on("EHLO", "250-fake.example\r\n250 AUTH LOGIN")
        .on("AUTH LOGIN", "334 VXNlcm5hbWU6")
        .on("amFuZQ==", "334 UGFzc3dvcmQ6")
        .on("aHVudGVyMg==", "235 welcome");
    let server = Server::start(script).await;
    mailer_to(server.port).send(&mail()).await.unwrap();
    assert_eq!(server.messages().len(), 1);
}

#[tokio::test]
async fn a_server_that_knows_no_login_gets_no_mail() {
    let script = Script::default().on("EHLO", "250-fake.example\r\n250 8BITMIME");
    let server = Server::start(script).await;
    let error = mailer_to(server.port).send(&mail()).await.unwrap_err();
    assert!(matches!(error, MailError::Temporary(_)), "{error:?}");
    let reason = chain(&error);
    assert!(reason.contains("did not accept the login"), "{reason}");
    assert_eq!(server.seen().commands, ["EHLO bookings.example"]);
}

#[tokio::test]
async fn a_server_that_asks_on_and_on_is_left() {
    let script = Script::default()
        .on("CONNECT", "220 fake.example")
        .on("EHLO", "250-fake.example\r\n250 AUTH LOGIN")
        .on("", "334 VXNlcm5hbWU6");
    let server = Server::start(script).await;
    let error = mailer_to(server.port).send(&mail()).await.unwrap_err();
    assert!(matches!(error, MailError::Temporary(_)), "{error:?}");
    assert!(server.seen().messages.is_empty());
}
