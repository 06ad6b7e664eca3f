//! Mail servers that refuse, fall silent or misbehave.

use std::time::{Duration, Instant};

use magiclink::mail::{MailError, Mailer};
use tokio::net::TcpListener;

use crate::{
    samples::{chain, mail, mailer, mailer_to},
    server::{Reply, Script, Server},
};

async fn failure(script: Script) -> MailError {
    let server = Server::start(script).await;
    let mailer = mailer(&format!("smtp://jane:hunter2@127.0.0.1:{}", server.port));
    mailer.send(&mail()).await.unwrap_err()
}

/// Before the server was told of the recipient no mail was to blame.
fn assert_tried_again(error: &MailError, at: &str) {
    let is_as_expected = match at {
        "CONNECT" | "EHLO" | "AUTH" | "MAIL" => matches!(error, MailError::Unavailable(_)),
        _ => matches!(error, MailError::Temporary(_)),
    };
    assert!(is_as_expected, "{at}: {error:?}");
}

/// For so long a mail waits at most for the one before it.
const PATIENCE: Duration = Duration::from_millis(100);

#[tokio::test]
async fn a_mail_waits_until_the_one_before_is_written_down_but_not_for_ever() {
    let server = Server::start(Script::default()).await;
    let mailer = mailer_to(server.port);
    let begun = Instant::now();
    let receipt = mailer.send(&mail()).await.unwrap();
    // As clones that send at the same time do.
    let other = mailer.clone().send(&mail()).await.unwrap();
    assert!(begun.elapsed() >= PATIENCE, "{:?}", begun.elapsed());
    drop((receipt, other));
    assert_eq!(server.messages().len(), 2);
}

#[tokio::test]
async fn a_server_that_never_says_whether_it_took_a_mail_gets_the_next_one() {
    let server = Server::start_each(vec![
        Script::default().doing(".", Reply::Hang),
        Script::default(),
    ])
    .await;
    let mailer = mailer_to(server.port);
    let first = tokio::spawn({
        let mailer = mailer.clone();
        async move { mailer.send(&mail()).await }
    });
    while server.messages().is_empty() {
        tokio::task::yield_now().await;
    }
    mailer.send(&mail()).await.unwrap();
    assert!(!first.is_finished());
    first.abort();
}

#[tokio::test]
async fn what_may_pass_is_tried_again() {
    for (at, line) in [
        // The server is busy, or greylists.
        ("CONNECT", "421 too many connections"),
        ("EHLO", "421 shutting down"),
        ("MAIL", "452 out of space"),
        ("RCPT", "450 4.2.0 greylisted, come back"),
        ("RCPT", "451 local error"),
        ("DATA", "421 shutting down"),
        (".", "451 4.3.0 try again"),
        // The settings here are wrong, or the server's: no fault of this mail.
        ("CONNECT", "554 5.7.1 no service for your address"),
        ("CONNECT", "521 no mail here"),
        ("EHLO", "502 not implemented"),
        ("AUTH", "535 5.7.8 wrong password"),
        ("AUTH", "534 5.7.9 application password needed"),
        ("AUTH", "504 mechanism unknown"),
        ("MAIL", "530 5.7.0 log in first"),
        ("MAIL", "550 5.7.1 sender refused"),
        ("MAIL", "553 not your address"),
        ("RCPT", "530 5.7.0 log in first"),
        ("RCPT", "554 5.7.1 relay access denied"),
        ("RCPT", "503 out of order"),
        ("DATA", "503 out of order"),
        (".", "530 5.7.0 use STARTTLS first"),
        // Not in the book.
        ("RCPT", "354 what?"),
        ("DATA", "250 taken already?"),
        (".", "354 more?"),
        ("RCPT", "999 what?"),
        ("RCPT", "no number"),
    ] {
        let error = failure(Script::default().on(at, line)).await;
        assert_tried_again(&error, at);
        if line.starts_with(['3', '4', '5']) {
            let reason = chain(&error);
            assert!(reason.contains(line), "{reason}");
        }
    }
}

#[tokio::test]
async fn what_is_about_this_mail_is_given_up() {
    for (at, line) in [
        ("RCPT", "550 5.1.1 no such user"),
        ("RCPT", "550 no such user"),
        ("RCPT", "551 user not local"),
        ("RCPT", "553 mailbox name not allowed"),
        ("RCPT", "552 5.2.2 mailbox full"),
        ("DATA", "554 no valid recipients"),
        (".", "554 5.6.0 message refused"),
        (".", "550 5.7.1 looks like spam"),
        (".", "552 message too big"),
    ] {
        let error = failure(Script::default().on(at, line)).await;
        assert!(
            matches!(error, MailError::Permanent(_)),
            "{at} {line}: {error:?}"
        );
        let reason = chain(&error);
        assert!(reason.contains(line), "{reason}");
    }
}

#[tokio::test]
async fn every_line_of_an_answer_is_kept_and_none_of_its_control_characters() {
    let line = "550-5.1.1 no such user\r\n550 5.1.1 ask\u{1b}[2J\u{7}the postmaster";
    let error = failure(Script::default().on("RCPT", line)).await;
    let reason = chain(&error);
    assert!(
        reason.ends_with("550 5.1.1 no such user ask [2J the postmaster"),
        "{reason:?}"
    );
}

#[tokio::test]
async fn a_silent_or_vanishing_server_is_tried_again() {
    for at in ["CONNECT", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "."] {
        for reply in [Reply::Hang, Reply::Close] {
            let start = Instant::now();
            let error = failure(Script::default().doing(at, reply)).await;
            assert_tried_again(&error, at);
            assert!(start.elapsed() < Duration::from_secs(10), "{at}");
        }
    }
}

#[tokio::test]
async fn a_server_that_never_ends_its_answer_holds_a_worker_only_so_long() {
    let flood = b"2".repeat(10_000_000);
    let lines = b"220-and another thing\r\n".repeat(500_000);
    for reply in [Reply::Drip, Reply::Raw(flood), Reply::Raw(lines)] {
        for at in ["CONNECT", "RCPT"] {
            let start = Instant::now();
            let error = failure(Script::default().doing(at, reply.clone())).await;
            assert_tried_again(&error, at);
            assert!(start.elapsed() < Duration::from_secs(10), "{at}");
        }
    }
}

#[tokio::test]
async fn a_mail_that_was_taken_is_sent_whatever_the_server_does_next() {
    for reply in [Reply::Hang, Reply::Close, Reply::Say("500 what?")] {
        let server = Server::start(Script::default().doing("QUIT", reply)).await;
        mailer_to(server.port).send(&mail()).await.unwrap();
        assert_eq!(server.messages().len(), 1);
    }
}

#[tokio::test]
async fn nobody_there_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let error = mailer_to(port).send(&mail()).await.unwrap_err();
    assert!(matches!(error, MailError::Unavailable(_)));
    let reason = chain(&error);
    assert!(
        reason.contains("could not be reached: Connection refused"),
        "{reason}"
    );
}

#[tokio::test]
async fn the_password_is_in_no_error() {
    let echo = "500 what is AUTH PLAIN AGphbmUAaHVudGVyMg== hunter2 aHVudGVyMg==?";
    let error = failure(Script::default().on("AUTH", echo)).await;
    let shown = format!("{} {error:?}", chain(&error));
    for secret in ["hunter2", "AGphbmUAaHVudGVyMg", "aHVudGVyMg"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert!(shown.contains("[redacted]"));
}

#[tokio::test]
async fn the_recipient_is_not_repeated() {
    let line = "550 5.1.1 <jane.doe@example.com>: nobody in jane.doe";
    let error = failure(Script::default().on("RCPT", line)).await;
    let reason = chain(&error);
    let redacted = "550 5.1.1 <j***@example.com>: nobody in [redacted]";
    assert!(reason.ends_with(redacted), "{reason}");
    assert!(!format!("{error:?}").contains("jane"), "{error:?}");
}
