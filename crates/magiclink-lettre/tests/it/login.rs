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
    assert!(matches!(error, MailError::Unavailable(_)), "{error:?}");
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
    assert!(matches!(error, MailError::Unavailable(_)), "{error:?}");
    assert!(server.seen().messages.is_empty());
}

#[tokio::test]
async fn a_login_can_be_tried_without_a_mail() {
    let server = Server::start(Script::default()).await;
    mailer_to(server.port).log_in().await.unwrap();
    let seen = server.seen();
    let verbs: Vec<_> = seen.commands.iter().map(|line| &line[..4]).collect();
    assert_eq!(verbs, ["EHLO", "AUTH", "QUIT"]);
    assert!(seen.messages.is_empty());

    let server = Server::start(Script::default().on("AUTH", "535 5.7.8 no")).await;
    let error = mailer_to(server.port).log_in().await.unwrap_err();
    assert_eq!(error.step(), magiclink_lettre::Step::LogIn);
    let shown = {
        let debug = format!("{error:?}");
        chain(&error.into()) + &debug
    };
    assert!(
        shown.contains("535 5.7.8 no") && !shown.contains("hunter2"),
        "{shown}"
    );
}
