//! Which mail URLs there are, and what is said about the others.

use magiclink_lettre::{MailUrl, MailUrlError, Security, SetupError};
use secrecy::SecretString;

use crate::samples::{sender, server};

fn refused(text: &str) -> MailUrlError {
    text.parse::<MailUrl>().unwrap_err()
}

#[test]
fn each_kind_of_url_is_read() {
    for (text, shown) in [
        ("smtp://mail.example.com", "smtp://mail.example.com:587"),
        (
            "smtp://Mail.Example.com:2525/",
            "smtp://mail.example.com:2525",
        ),
        (
            "smtp://jane:p%40ss@mail.example.com",
            "smtp://jane@mail.example.com:587",
        ),
        (
            "smtp://jane%40x.example@mail.example.com",
            "smtp://jane@x.example@mail.example.com:587",
        ),
        ("smtp://localhost", "smtp://localhost:25"),
        ("SMTP://127.0.0.1:1025", "smtp://127.0.0.1:1025"),
        ("smtp://[::1]", "smtp://[::1]:25"),
        ("smtps://mail.example.com", "smtps://mail.example.com:465"),
        ("smtps://localhost", "smtps://localhost:465"),
        ("file:mails", "file:mails"),
        ("file:/var/lib/mails", "file:/var/lib/mails"),
        ("file:///var/lib/mails", "file:/var/lib/mails"),
        ("console:", "console:"),
        ("inbox:", "inbox:"),
    ] {
        let url: MailUrl = text.parse().unwrap();
        assert_eq!(url.to_string(), shown);
    }
}

#[test]
fn tls_is_asked_for_unless_the_server_is_on_this_machine() {
    for (text, security) in [
        ("smtp://mail.example.com", Security::StartTls),
        ("smtp://192.0.2.1", Security::StartTls),
        ("smtp://localhost.example.com", Security::StartTls),
        ("smtp://127.0.0.1.example.com", Security::StartTls),
        ("smtp://0.0.0.0", Security::StartTls),
        ("smtp://localhost", Security::Loopback),
        ("smtp://LOCALHOST", Security::Loopback),
        ("smtp://127.9.9.9", Security::Loopback),
        ("smtp://[::1]", Security::Loopback),
        ("smtps://localhost", Security::Tls),
    ] {
        assert_eq!(server(text).security(), security, "{text}");
    }
}

#[test]
fn what_cannot_be_understood_is_refused_with_what_to_do() {
    use MailUrlError::{Credentials, Folder, Host, Kind, NothingMore, Port, Rest, Shape, User};
    for (text, error) in [
        ("", Kind),
        ("mail.example.com", Kind),
        ("mail.example.com:587", Kind),
        ("https://mail.example.com", Kind),
        ("sendmail:", Kind),
        ("smtp:", Shape),
        ("smtp:mail.example.com", Shape),
        ("smtp://mail.example.com:99999", Shape),
        ("smtp://jane:hunter2/x@mail.example.com", Shape),
        ("smtp://jane:hunter2\n@mail.example.com", Shape),
        ("smtp://", Host),
        ("smtp://jane:hunter2@", Host),
        ("smtp://bücher.example", Host),
        ("smtp://mail_1.example.com", Host),
        ("smtp://1.2.3", Host),
        ("smtp://-a.example", Host),
        ("smtp://mail.example.com:0", Port),
        ("smtp://mail.example.com/relay", Rest),
        ("smtp://mail.example.com?tls=none", Rest),
        ("smtp://mail.example.com#x", Rest),
        ("smtp://:hunter2@mail.example.com", User),
        ("smtp://jane:hunter2%00@mail.example.com", Credentials),
        ("smtp://jane:hunter2%0D%0A@mail.example.com", Credentials),
        ("smtp://jane:hunter2%FF@mail.example.com", Credentials),
        ("file:", Folder),
        ("file://mails", Folder),
        ("console:x", NothingMore),
        ("inbox://x", NothingMore),
    ] {
        assert_eq!(refused(text), error, "{text}");
        assert!(!error.to_string().contains("hunter2"));
    }
}

#[test]
fn a_password_is_given_once_and_shown_never() {
    let password = || SecretString::from("hunter2");
    let url = |text: &str| text.parse::<MailUrl>().unwrap();
    let whole = url("smtps://jane:hunter2@mail.example.com");
    let joined = url("smtps://jane@mail.example.com")
        .with_password(password())
        .unwrap();
    for url in [&whole, &joined] {
        assert!(!format!("{url} {url:?} {url:#?}").contains("hunter2"));
    }
    for url in [whole.clone(), joined] {
        let outgoing = url.mailer(sender()).unwrap();
        assert!(!format!("{outgoing:?}").contains("hunter2"));
    }
    let again = whole.with_password(password());
    assert_eq!(again.unwrap_err(), MailUrlError::TwoPasswords);
    for text in ["smtps://mail.example.com", "file:mails", "console:"] {
        let needless = url(text).with_password(password());
        assert_eq!(needless.unwrap_err(), MailUrlError::NeedlessPassword);
    }
    let broken = url("smtps://jane@mail.example.com").with_password("a\r\nb".into());
    assert_eq!(broken.unwrap_err(), MailUrlError::Credentials);
    let missing = url("smtps://jane@mail.example.com").mailer(sender());
    let error = missing.unwrap_err();
    assert!(
        matches!(error, SetupError::Url(MailUrlError::NoPassword)),
        "{error:?}"
    );
}

#[test]
fn what_stays_on_this_machine_is_for_development() {
    for (text, expected) in [
        ("smtp://localhost", false),
        ("smtps://mail.example.com", false),
        ("file:mails", true),
        ("console:", true),
        ("inbox:", true),
    ] {
        let url: MailUrl = text.parse().unwrap();
        assert_eq!(url.is_for_development(), expected, "{text}");
    }
}
