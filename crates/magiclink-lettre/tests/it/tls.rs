//! The way to a mail server: protected, or not taken.

use magiclink::mail::{MailError, Mailer};
use magiclink_lettre::{MailUrl, Security, SmtpMailer};

use crate::{
    certificates::Authority,
    samples::{chain, mail, mailer, sender, server},
    server::{Reply, Script, Server},
};

/// A way to write 127.0.0.1 that is not told to be this machine, so that TLS is asked for.
const HOST: &str = "::ffff:127.0.0.1";

fn mailer_to(url: &str, authority: &Authority) -> SmtpMailer {
    let trusting = server(url).with_root_certificates(authority.pem().as_bytes());
    // With the usual time: a handshake may take a while on a busy machine.
    SmtpMailer::new(trusting.expect("the certificate is whole"), sender()).unwrap()
}

fn starttls(port: u16) -> String {
    let url = format!("smtp://jane:hunter2@[{HOST}]:{port}");
    assert_eq!(server(&url).security(), Security::StartTls);
    url
}

/// Sends a mail that must not go out, and returns why.
async fn refused(server: &Server, mailer: &SmtpMailer) -> String {
    let error = mailer.send(&mail()).await.unwrap_err();
    assert!(matches!(error, MailError::Unavailable(_)), "{error:?}");
    let seen = server.seen();
    assert!(seen.messages.is_empty());
    let is_secret = |line: &String| !line.starts_with("EHLO") && line != "STARTTLS";
    assert!(!seen.commands.iter().any(is_secret), "{:?}", seen.commands);
    chain(&error)
}

#[tokio::test]
async fn a_mail_goes_over_starttls() {
    let authority = Authority::new();
    let server = Server::start(Script::default().with_starttls(authority.server(HOST))).await;
    let mailer = mailer_to(&starttls(server.port), &authority);
    mailer.send(&mail()).await.unwrap();
    assert_eq!(
        server.seen_to_the_end().await.commands,
        [
            "EHLO bookings.example",
            "STARTTLS",
            "EHLO bookings.example",
            "AUTH PLAIN AGphbmUAaHVudGVyMg==",
            "MAIL FROM:<login@bookings.example>",
            "RCPT TO:<jane.doe@example.com>",
            "DATA",
            "QUIT"
        ]
    );
    assert_eq!(server.messages().len(), 1);
}

#[tokio::test]
async fn a_mail_goes_over_tls_from_the_start() {
    let authority = Authority::new();
    let server = Server::start(Script::default().with_tls(authority.server("localhost"))).await;
    let url = format!("smtps://localhost:{}", server.port);
    mailer_to(&url, &authority).send(&mail()).await.unwrap();
    assert_eq!(server.messages().len(), 1);
}

#[tokio::test]
async fn a_server_that_never_ends_its_answer_is_not_listened_to_under_tls_either() {
    let authority = Authority::new();
    let endless = Script::default().doing("RCPT", Reply::Drip);
    let from_the_start = endless.clone().with_tls(authority.server("localhost"));
    let from_the_start = Server::start(from_the_start).await;
    let agreed = Server::start(endless.with_starttls(authority.server(HOST))).await;
    for url in [
        format!("smtps://localhost:{}", from_the_start.port),
        starttls(agreed.port),
    ] {
        let error = mailer_to(&url, &authority).send(&mail()).await.unwrap_err();
        let reason = chain(&error);
        assert!(reason.contains("does not stop talking"), "{reason}");
    }
}

#[tokio::test]
async fn without_starttls_nothing_is_sent() {
    let authority = Authority::new();
    let server = Server::start(Script::default()).await;
    let mailer = mailer_to(&starttls(server.port), &authority);
    let reason = refused(&server, &mailer).await;
    assert!(reason.contains("offers no STARTTLS"), "{reason}");
    assert_eq!(server.seen().commands, ["EHLO bookings.example"]);
}

#[tokio::test]
async fn a_refused_starttls_sends_nothing() {
    let authority = Authority::new();
    let script = Script::default().with_starttls(authority.server(HOST));
    let server = Server::start(script.on("STARTTLS", "454 TLS not available")).await;
    let mailer = mailer_to(&starttls(server.port), &authority);
    let reason = refused(&server, &mailer).await;
    assert!(reason.contains("454 TLS not available"), "{reason}");
}

#[tokio::test]
async fn what_was_said_before_tls_is_never_an_answer_under_tls() {
    let authority = Authority::new();
    let injected = b"220 go ahead\r\n250-injected.example\r\n250 AUTH PLAIN\r\n235 welcome\r\n";
    let script = Script::default().with_starttls(authority.server(HOST));
    let script = script.doing("STARTTLS", Reply::Raw(injected.to_vec()));
    let server = Server::start(script).await;
    let mailer = mailer_to(&starttls(server.port), &authority);
    let reason = refused(&server, &mailer).await;
    assert!(
        reason.contains("the way to the mail server is not safe"),
        "{reason}"
    );
    assert_eq!(
        server.seen().commands,
        ["EHLO bookings.example", "STARTTLS"]
    );
}

#[tokio::test]
async fn wrong_certificates_are_refused() {
    let authority = Authority::new();
    let stranger = Authority::new();
    for (acceptor, expected) in [
        (stranger.server("localhost"), "invalid peer certificate"),
        (authority.server("other.example"), "not valid for"),
        (authority.expired_server("localhost"), "expired"),
    ] {
        let server = Server::start(Script::default().with_tls(acceptor)).await;
        let url = format!("smtps://jane:hunter2@localhost:{}", server.port);
        let reason = refused(&server, &mailer_to(&url, &authority)).await;
        assert!(reason.contains(expected), "{reason}");
    }
    for acceptor in [stranger.server(HOST), authority.server("localhost")] {
        let server = Server::start(Script::default().with_starttls(acceptor)).await;
        refused(&server, &mailer_to(&starttls(server.port), &authority)).await;
    }
}

#[tokio::test]
async fn an_authority_that_mozilla_does_not_trust_is_refused() {
    let authority = Authority::new();
    let server = Server::start(Script::default().with_tls(authority.server("localhost"))).await;
    let url = format!("smtps://localhost:{}", server.port);
    let reason = refused(&server, &mailer(&url)).await;
    assert!(reason.contains("UnknownIssuer"), "{reason}");
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_is_refused() {
    let authority = Authority::new();
    let server = Server::start(Script::default()).await;
    let url = format!("smtps://localhost:{}", server.port);
    let error = mailer_to(&url, &authority).send(&mail()).await.unwrap_err();
    assert!(matches!(error, MailError::Unavailable(_)), "{error:?}");
    assert!(server.seen().messages.is_empty());
}

#[tokio::test]
async fn a_server_that_is_silent_where_tls_should_begin_is_not_waited_for() {
    let server = Server::start(Script::default().doing("CONNECT", Reply::Hang)).await;
    let reason = refused(
        &server,
        &mailer(&format!("smtps://localhost:{}", server.port)),
    )
    .await;
    assert!(reason.contains("could not be reached"), "{reason}");
    assert!(reason.contains("did not answer within 300ms"), "{reason}");
}

#[test]
fn what_holds_no_certificate_is_no_authority() {
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for url in ["smtps://mail.example.com", "smtp://mail.example.com"] {
        let url: MailUrl = url.parse().unwrap();
        for pem in ["", broken] {
            let error = url.clone().with_root_certificates(pem.as_bytes());
            let error = error.unwrap_err().to_string();
            assert!(error.contains("certificates"), "{url}: {error}");
        }
    }
}

#[test]
fn certificates_that_nothing_is_checked_against_are_refused() {
    let pem = Authority::new().pem();
    for url in ["smtp://localhost", "console:", "file:mails", "inbox:"] {
        let url: MailUrl = url.parse().unwrap();
        let error = url.with_root_certificates(pem.as_bytes()).unwrap_err();
        assert!(error.to_string().contains("take the file"), "{error}");
    }
}

#[tokio::test]
async fn several_authorities_are_trusted() {
    let authorities = [Authority::new(), Authority::new()];
    let pem = authorities.each_ref().map(Authority::pem).concat();
    for authority in &authorities {
        let fake = Server::start(Script::default().with_tls(authority.server("localhost"))).await;
        let trusting = server(&format!("smtps://localhost:{}", fake.port));
        let trusting = trusting.with_root_certificates(pem.as_bytes()).unwrap();
        let mailer = SmtpMailer::new(trusting, sender()).unwrap();
        mailer.send(&mail()).await.unwrap();
    }
}
