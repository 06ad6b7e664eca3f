//! `magiclink mail test`: what a mail server says is told, and nothing is kept.

use std::fs;

use crate::{
    certificates,
    program::{Folder, text},
    smtp::{Script, Smtp},
};

/// Runs the test with a mail server; the exit code and what was said on standard output and error.
fn test(folder: &Folder, url: &str, variables: &[(&str, &str)]) -> (Option<i32>, String, String) {
    let output = folder
        .command(&["mail", "test", "jane.doe@example.com"])
        .env("MAGICLINK_MAIL_URL", url)
        .envs(variables.iter().copied())
        .output()
        .expect("the program runs");
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

fn url(smtp: &Smtp) -> String {
    format!("smtp://127.0.0.1:{}", smtp.port)
}

#[test]
fn a_mail_that_was_taken_is_told() {
    let (folder, smtp) = (Folder::with_configuration(), Smtp::start(&[]));
    let (code, said, errors) = test(&folder, &url(&smtp), &[]);
    assert_eq!((code, &*errors), (Some(0), ""));
    assert_eq!(
        said,
        "the mail server took a mail to jane.doe@example.com\n"
    );
    let mail = smtp.mails(1).remove(0);
    assert!(
        mail.contains("Subject: A test mail from magiclink"),
        "{mail}"
    );
    assert!(mail.contains("To: jane.doe@example.com"), "{mail}");
}

#[test]
fn every_refusal_is_one_sentence_that_says_at_which_step() {
    let cases: [(Script, &str, &str); 7] = [
        (
            &[("CONNECT", "554 go away")],
            "did not greet as it should",
            "554 go away",
        ),
        (&[("CONNECT", "")], "did not greet as it should", ""),
        (
            &[("AUTH", "535 5.7.8 wrong password")],
            "did not accept the login",
            "535 5.7.8 wrong password",
        ),
        (
            &[("MAIL", "550 not you")],
            "did not accept the sender",
            "550 not you",
        ),
        (
            &[("RCPT", "550 nobody here")],
            "did not accept the recipient",
            "550 nobody here",
        ),
        (
            &[("RCPT", "451 come back later")],
            "did not accept the recipient",
            "451 come back later",
        ),
        (
            &[(".", "554 looks like spam")],
            "did not take the message",
            "554 looks like spam",
        ),
    ];
    let folder = Folder::with_configuration();
    for (script, step, answer) in cases {
        let smtp = Smtp::start(script);
        let url = format!("smtp://jane:canary-password@127.0.0.1:{}", smtp.port);
        let (code, said, sentence) = test(&folder, &url, &[]);
        assert_eq!((code, &*said), (Some(1), ""), "{sentence}");
        assert_eq!(sentence.lines().count(), 1, "{sentence}");
        assert!(sentence.starts_with("magiclink: the mail server did not take the mail: "));
        assert!(
            sentence.contains(step) && sentence.contains(answer),
            "{sentence}"
        );
        assert!(!sentence.contains("canary-password"), "{sentence}");
    }
}

#[test]
fn a_server_that_is_not_there_or_offers_no_tls_is_told() {
    let folder = Folder::with_configuration();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = closed.local_addr().expect("it has an address").port();
    drop(closed);
    let (code, _, sentence) = test(&folder, &format!("smtp://127.0.0.1:{port}"), &[]);
    assert_eq!(code, Some(1));
    assert!(sentence.contains("could not be reached"), "{sentence}");

    // A way to write 127.0.0.1 that is not told to be this machine.
    let smtp = Smtp::start(&[]);
    let url = format!("smtp://[::ffff:127.0.0.1]:{}", smtp.port);
    let (code, _, sentence) = test(&folder, &url, &[]);
    assert_eq!(code, Some(1));
    assert!(sentence.contains("offers no STARTTLS"), "{sentence}");
}

#[test]
fn what_is_no_address_is_a_usage_error() {
    let folder = Folder::with_configuration();
    let output = folder.run(&["mail", "test", "a@example.com, b@example.com"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_server_with_an_authority_of_ones_own_is_trusted_where_its_file_is_named() {
    let authority = certificates::authority();
    let smtp = Smtp::with_tls(&[], Some(certificates::of_localhost(&authority)));
    let folder = Folder::with_configuration();
    let url = format!("smtps://localhost:{}", smtp.port);

    let (code, _, sentence) = test(&folder, &url, &[]);
    assert_eq!(code, Some(1));
    assert!(sentence.contains("UnknownIssuer"), "{sentence}");

    fs::write(folder.path("ca.pem"), authority.pem()).expect("the file can be written");
    let named = [("MAGICLINK_MAIL_CA_FILE", "ca.pem")];
    let (code, _, errors) = test(&folder, &url, &named);
    assert_eq!((code, &*errors), (Some(0), ""));
    smtp.mails(1);

    let wrong = |url: &str, file: &str| {
        let (code, _, sentence) = test(&folder, url, &[("MAGICLINK_MAIL_CA_FILE", file)]);
        assert_eq!(code, Some(2), "{sentence}");
        assert!(sentence.contains("MAGICLINK_MAIL_CA_FILE: "), "{sentence}");
        sentence
    };
    assert!(wrong(&url, "nowhere.pem").contains("cannot read nowhere.pem"));
    assert!(wrong(&url, "magiclink.toml").contains("PEM"));
    assert!(wrong("smtp://localhost", "ca.pem").contains("take the file of certificates out"));
}
