//! What goes over the wire, as a server that writes everything down gets it.

use magiclink::mail::{Mail, MailError, Mailer};
use mailparse::{MailHeader, MailHeaderMap, parse_mail};

use crate::{
    samples::{LINK, body, header, mail, mailer_to, sender},
    server::{Script, Server},
};

/// Sends a mail and reads it back: subject, text, HTML.
async fn arrived(mail: &Mail) -> (String, String, String) {
    let server = Server::start(Script::default()).await;
    mailer_to(server.port).send(mail).await.unwrap();
    let messages = server.messages();
    assert_eq!(messages.len(), 1, "exactly one message");
    let raw = &server.seen().messages[0];
    assert_clean(raw);
    let message = parse_mail(&messages[0]).unwrap();
    assert_eq!(message.subparts.len(), 2);
    (
        header(&message, "Subject"),
        body(&message, 0),
        body(&message, 1),
    )
}

/// ASCII, no bare CR or LF, no line that a server may cut.
fn assert_clean(raw: &[u8]) {
    assert!(raw.is_ascii());
    let text = std::str::from_utf8(raw).unwrap();
    for line in text.split("\r\n") {
        assert!(!line.contains(['\r', '\n', '\0']), "{line:?}");
        assert!(line.len() <= 78, "{line:?}");
        assert_ne!(line, ".", "a lone dot ends the message");
    }
}

#[tokio::test]
async fn a_mail_has_one_recipient_and_the_headers_of_an_automatic_mail() {
    let server = Server::start(Script::default()).await;
    mailer_to(server.port).send(&mail()).await.unwrap();
    assert_eq!(
        server.seen_to_the_end().await.commands,
        [
            "EHLO bookings.example",
            "MAIL FROM:<login@bookings.example>",
            "RCPT TO:<jane.doe@example.com>",
            "DATA",
            "QUIT"
        ]
    );
    let messages = server.messages();
    let message = parse_mail(&messages[0]).unwrap();
    for (name, value) in [
        ("From", "Bookings, Inc. <login@bookings.example>"),
        ("To", "jane.doe@example.com"),
        ("Subject", "Log in"),
        ("Message-ID", "<AQIDBAUGBwg@bookings.example>"),
        ("Date", "Fri, 15 Jan 2027 08:00:00 +0000"),
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
    ] {
        assert_eq!(header(&message, name), value);
    }
    assert_eq!(message.ctype.mimetype, "multipart/alternative");
    let names: Vec<_> = message.headers.iter().map(MailHeader::get_key).collect();
    assert_eq!(names.len(), 8, "and no other header: {names:?}");
    for (part, mimetype) in message.subparts.iter().zip(["text/plain", "text/html"]) {
        assert_eq!(part.ctype.mimetype, mimetype);
        assert_eq!(part.ctype.charset, "utf-8");
        let encoding = part.headers.get_first_value("Content-Transfer-Encoding");
        assert_eq!(encoding.unwrap(), "quoted-printable");
    }
}

#[tokio::test]
async fn the_link_arrives_whole_in_both_parts() {
    let (_, text, html) = arrived(&mail()).await;
    assert!(text.contains(LINK));
    assert!(html.contains(LINK));
}

#[tokio::test]
async fn hostile_texts_arrive_as_one_message_that_says_the_same() {
    let long = "x".repeat(5000);
    for text in [
        ".",
        ".\n",
        "\n.\n",
        "a\r\n.\r\nMAIL FROM:<evil@attacker.example>\r\n",
        "a\n.\r\nMAIL FROM:<evil@attacker.example>\r\nRCPT TO:<b@y.example>\r\nDATA\r\n",
        "a\r.\rb",
        "a\r\n.\rb\n.\r\n",
        "..\n...\n.a\n",
        "bare\rreturn",
        "trailing space \ntrailing tab\t\n",
        "a=b =3D =\n=",
        "From the start of a line\nFrom again",
        "--boundary\n--boundary--",
        "👩‍👩‍👧 grüße \u{202e}مرحبا\u{202c} 日本語",
        "nul \0 bell \u{7} escape \u{1b}[2J",
        "byte order mark \u{feff} \u{2028} separator \u{85} next line",
        &long,
        &"é".repeat(3000),
        "",
        "\n\n\n",
    ] {
        let html = format!("<p>{text}</p>");
        let (_, text_arrived, html_arrived) = arrived(&Mail {
            text: text.to_owned(),
            html: html.clone(),
            ..mail()
        })
        .await;
        let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
        assert_eq!(text_arrived, lines(text));
        assert_eq!(html_arrived, lines(&html));
    }
}

#[tokio::test]
async fn subjects_stay_one_line_in_any_script() {
    for (subject, expected) in [
        (
            "Log in\r\nBcc: evil@attacker.example",
            "Log in Bcc: evil@attacker.example",
        ),
        ("Log in\n\nbody", "Log in body"),
        ("a\rb\0c\u{1b}d", "a b c d"),
        ("grüße  und \r grüße", "grüße und grüße"),
        ("مرحبا 👋 grüße", "مرحبا 👋 grüße"),
        ("=?utf-8?q?not_encoded?=", "= ?utf-8?q?not_encoded?="),
    ] {
        let (arrived, _, _) = arrived(&Mail {
            subject: subject.to_owned(),
            ..mail()
        })
        .await;
        assert_eq!(arrived, expected);
    }
}

#[tokio::test]
async fn what_cannot_be_written_is_refused_for_good_and_never_sent() {
    let server = Server::start(Script::default()).await;
    let mailer = mailer_to(server.port);
    let mut mails: Vec<Mail> = [
        "a@x.example?subject=x",
        "\"e@attacker.example\"@victim.example",
        "a@x.example, b@y.example",
        "a@x.example\r\nBcc: b@y.example",
        "a@x.example> RCPT TO:<b@y.example",
        "",
    ]
    .map(|to| Mail {
        to: to.to_owned(),
        ..mail()
    })
    .into();
    for id in ["", "a>\r\nBcc: b@y.example", "a@b", "../../etc/passwd"] {
        mails.push(Mail {
            message_id: id.to_owned(),
            ..mail()
        });
    }
    for seconds in [-1, i64::MIN, i64::MAX, 253_402_300_800] {
        let written = magiclink::clock::Timestamp::from_unix_seconds(seconds);
        mails.push(Mail { written, ..mail() });
    }
    for mail in mails {
        let error = mailer.send(&mail).await.unwrap_err();
        assert!(
            matches!(error, MailError::Permanent(_)),
            "{mail:?}: {error:?}"
        );
    }
    assert_eq!(server.seen().connections, 0);
}

#[tokio::test]
async fn a_name_that_looks_like_an_address_stays_a_name() {
    let name = "a\" <evil@attacker.example>, \"b";
    let from = magiclink_lettre::Sender::new(Some(name), "login@bookings.example").unwrap();
    assert_ne!(from, sender());
    let server = Server::start(Script::default()).await;
    let url = format!("smtp://localhost:{}", server.port);
    let mailer = magiclink_lettre::SmtpMailer::new(crate::samples::server(&url), from).unwrap();
    mailer.send(&mail()).await.unwrap();
    let messages = server.messages();
    let message = parse_mail(&messages[0]).unwrap();
    let from = message.headers.get_first_header("From").unwrap();
    let from = mailparse::addrparse_header(from).unwrap();
    let from = from.extract_single_info().unwrap();
    assert_eq!(from.addr, "login@bookings.example");
    assert_eq!(from.display_name.unwrap(), name);
}
