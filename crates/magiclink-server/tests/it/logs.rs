//! The log of the whole program at its most talkative: nothing in it opens anything or names anyone.

use std::fs;

use crate::{
    server::{Server, folder_with},
    smtp::{self, Smtp},
};

const JANE: &str = "canary.jane@example.com";
/// Addresses that the mail server refuses, for now and for good.
const LATER: &str = "canary.later@example.com";
const NEVER: &str = "canary.never@example.com";

#[cfg(unix)]
fn log_of_everything(format: &str) {
    let smtp = Smtp::start(&[
        (
            "RCPT TO:<canary.later",
            "451 come back later, canary.later@example.com",
        ),
        (
            "RCPT TO:<canary.never",
            "550 no canary.never@example.com here",
        ),
    ]);
    let folder = folder_with(&format!(
        "smtp://canary-user:canary-password@127.0.0.1:{}",
        smtp.port
    ));
    for email in [JANE, LATER, NEVER] {
        assert!(folder.run(&["account", "add", email]).status.success());
    }
    let key = fs::read_to_string(folder.path("magiclink.key")).expect("the key is there");
    let variables = [
        ("MAGICLINK_LOG_LEVEL", "trace"),
        ("MAGICLINK_LOG_FORMAT", format),
    ];
    let server = Server::start(folder, &variables);
    let mut secrets = vec!["canary".to_owned(), key.trim().to_owned()];
    go_through_everything(&server, &smtp, &mut secrets);
    let (status, folder) = server.stop();
    assert!(status.success());
    let log = fs::read_to_string(folder.path("log")).expect("the log is text");

    for wanted in [
        "a login link was asked for",
        "a mail was sent",
        "a mail was refused",
        "a mail is tried again later",
        "logged in",
        "logged out",
        "the link is refused",
        "the code is refused",
        "DEBUG",
    ] {
        assert!(log.contains(wanted), "no `{wanted}` in {log}");
    }
    for secret in secrets {
        let line = log.lines().find(|line| line.contains(&secret));
        assert_eq!(line, None, "`{secret}` is in the log");
    }
    if format == "json" {
        for line in log.lines() {
            let value: Result<serde_json::Value, _> = serde_json::from_str(line);
            assert!(value.is_ok_and(|value| value.is_object()), "{line}");
        }
    }
}

/// A login by the link and one by the code, a wrong code, refused links, mails that are sent and refused.
fn go_through_everything(server: &Server, smtp: &Smtp, secrets: &mut Vec<String>) {
    for email in [LATER, NEVER] {
        server.browser().ask(email);
    }
    let mut browser = server.browser();
    browser.ask(JANE);
    secrets.extend(browser.cookies.values().cloned());
    let mail = smtp.mails(1).remove(0);
    let link = smtp::link(&mail);
    secrets.push(
        link.split_once('=')
            .expect("a link has a token")
            .1
            .to_owned(),
    );
    secrets.push(smtp::code(&mail));

    let sent = browser.get("/login/sent/");
    let form_token = sent.field("form_token");
    let typed = [("form_token", &*form_token), ("code", "QQQQ-QQQQ")];
    assert_eq!(browser.post("/login/code/", &typed).status, 403);
    secrets.extend(["QQQQ".to_owned(), form_token]);
    let confirm = server.browser().get(&link);
    assert_eq!(confirm.status, 200);
    secrets.push(confirm.field("form_token"));
    assert_eq!(browser.get(&link).location(), "/account/");
    assert_eq!(server.browser().get(&link).status, 403, "it is used");
    let forged = link.replace("=3.", "=3.canary");
    assert_eq!(server.browser().get(&forged).status, 403);
    let nowhere = format!(
        "/nowhere/?sesame={}",
        link.split_once('=').expect("as above").1
    );
    assert_eq!(server.browser().get(&nowhere).status, 404);

    let account = browser.get("/account/");
    secrets.extend(browser.cookies.values().cloned());
    let form_token = account.field("form_token");
    browser.post("/logout/", &[("form_token", &form_token)]);
    secrets.push(form_token);
    browser.ask("canary\n[FAKE]\u{1b}[2J@example.com");
    secrets.extend(["[FAKE]".to_owned(), "\u{1b}".to_owned()]);
}

#[cfg(unix)]
#[test]
fn nothing_secret_is_in_the_log_for_people() {
    log_of_everything("text");
}

#[cfg(unix)]
#[test]
fn nothing_secret_is_in_the_log_for_machines() {
    log_of_everything("json");
}
