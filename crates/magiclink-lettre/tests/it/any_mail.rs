//! Whatever stands in a mail: it is refused, or it is one mail that says the same.

use std::sync::OnceLock;

use magiclink::{
    clock::Timestamp,
    mail::{Mail, Mailer},
};
use magiclink_lettre::{Inbox, InboxMailer, Sender};
use mailparse::{addrparse, parse_mail};
use proptest::prelude::*;
use tokio::runtime::{Builder, Runtime};

use crate::samples::{body, header, mail};

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Builder::new_current_thread().build().unwrap())
}

/// Texts that are likely to hurt.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\r".to_owned()),
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just(".".to_owned()),
        Just("=?utf-8?q?=0A?=".to_owned()),
        Just("\" <a@b.example>, ".to_owned()),
        Just("👩‍👩‍👧".to_owned()),
        "[ -~]{0,100}",
        "\\PC{0,40}",
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

proptest! {
    #[test]
    fn any_texts_arrive_in_one_message_to_one_recipient(
        subject in text(),
        text in text(),
        html in text(),
        name in text(),
    ) {
        // A byte order mark at the start is for readers to drop.
        prop_assume!(!text.starts_with('\u{feff}') && !html.starts_with('\u{feff}'));
        let Ok(sender) = Sender::new(Some(&name), "login@bookings.example") else {
            return Ok(());
        };
        let inbox = Inbox::new(1);
        let sent = Mail { subject, text, html, ..mail() };
        runtime().block_on(InboxMailer::new(inbox.clone(), sender).send(&sent)).unwrap();
        let received = inbox.find(1).unwrap();
        prop_assert!(received.raw.is_ascii());
        let message = parse_mail(received.raw.as_bytes()).unwrap();
        prop_assert_eq!(message.headers.len(), 8);
        prop_assert_eq!(message.subparts.len(), 2);
        prop_assert_eq!(header(&message, "To"), "jane.doe@example.com");
        for (part, shown) in [&received.text, &received.html].into_iter().enumerate() {
            prop_assert_eq!(&body(&message, part), shown);
        }
        prop_assert_eq!(&received.text, &lines(&sent.text));
        prop_assert_eq!(&received.html, &lines(&sent.html));
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(words(&header(&message, "Subject")), words(&received.subject));
        for line in received.raw.split("\r\n") {
            prop_assert!(!line.contains(['\r', '\n', '\0']) && line.len() < 998, "{line:?}");
        }
    }

    #[test]
    fn any_fields_are_written_or_refused_without_a_panic(
        to in prop_oneof![any::<String>(), "[a-z.@\"<>, ?=\\r\\n]{0,20}"],
        message_id in prop_oneof![any::<String>(), "[a-zA-Z0-9_.-]{0,70}"],
        micros in any::<i64>(),
    ) {
        let inbox = Inbox::new(1);
        let sender: Sender = "login@bookings.example".parse().unwrap();
        let written = Timestamp::from_unix_micros(micros);
        let sent = Mail { to, message_id, written, ..mail() };
        let sent = runtime().block_on(InboxMailer::new(inbox.clone(), sender).send(&sent));
        if sent.is_ok() {
            let received = inbox.find(1).unwrap();
            prop_assert_eq!(addrparse(&received.to).unwrap().len(), 1);
        }
    }
}
