//! Mails that do not leave this machine: files, console, inbox.

use std::{
    fs,
    io::{self, Write},
    sync::{Arc, Mutex},
};

use magiclink::mail::{Mail, MailError, Mailer};
use magiclink_lettre::{ConsoleMailer, FileMailer, Inbox, InboxMailer, MailUrl};
use mailparse::parse_mail;

use crate::{
    folder::Folder,
    samples::{LINK, body, header, mail, sender},
};

#[tokio::test]
async fn each_mail_is_a_file_that_only_its_owner_may_read() {
    let folder = Folder::new();
    let mails = folder.0.join("a/b");
    let mailer = FileMailer::new(&mails, sender()).unwrap();
    mailer.send(&mail()).await.unwrap();
    mailer
        .send(&Mail {
            message_id: "second".into(),
            ..mail()
        })
        .await
        .unwrap();
    // Sent again: the same file.
    mailer.send(&mail()).await.unwrap();
    let mut names: Vec<_> = fs::read_dir(&mails)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["1800000000-AQIDBAUGBwg.eml", "1800000000-second.eml"]
    );
    let file = mails.join(&names[0]);
    let bytes = fs::read(&file).unwrap();
    let message = parse_mail(&bytes).unwrap();
    assert_eq!(header(&message, "To"), "jane.doe@example.com");
    assert_eq!(body(&message, 0), mail().text);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&file), 0o600);
        assert_eq!(mode(&mails), 0o700);
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_tried_again_and_leaves_nothing_behind() {
    let folder = Folder::new();
    let mailer = FileMailer::new(&folder.0, sender()).unwrap();
    // A folder stands where the file should go.
    fs::create_dir(folder.0.join("1800000000-AQIDBAUGBwg.eml")).unwrap();
    let error = mailer.send(&mail()).await.unwrap_err();
    assert!(matches!(error, MailError::Temporary(_)), "{error:?}");
    assert_eq!(folder.names(), ["1800000000-AQIDBAUGBwg.eml"]);
    let below_a_file = folder.0.join("file");
    fs::write(&below_a_file, "").unwrap();
    let url: MailUrl = format!("file:{}", below_a_file.display()).parse().unwrap();
    assert!(url.mailer(sender()).is_err());
}

/// What was printed.
#[derive(Clone, Default)]
struct Output(Arc<Mutex<Vec<u8>>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_console_shows_the_text_and_steers_no_terminal() {
    let output = Output::default();
    let mailer = ConsoleMailer::with_output(sender(), output.clone());
    let text = format!("Hello \u{1b}[2J\u{9b}31m\r\n\tlog in: {LINK}\r");
    mailer
        .send(&Mail {
            text,
            subject: "Log\r\nin".into(),
            ..mail()
        })
        .await
        .unwrap();
    let printed = String::from_utf8(output.0.lock().unwrap().clone()).unwrap();
    let rule = "-".repeat(70);
    let expected = format!(
        "{rule}\nFrom: Bookings, Inc. <login@bookings.example>\nTo: jane.doe@example.com\n\
         Subject: Log in\n\nHello \u{fffd}[2J\u{fffd}31m\n\tlog in: {LINK}\n{rule}\n"
    );
    assert_eq!(printed, expected);
}

struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_console_that_is_gone_is_an_error_and_no_panic() {
    let mailer = ConsoleMailer::with_output(sender(), Full);
    let error = mailer.send(&mail()).await.unwrap_err();
    assert!(matches!(error, MailError::Temporary(_)), "{error:?}");
}

#[tokio::test]
async fn an_inbox_shows_the_last_mails_as_their_reader_sees_them() {
    let inbox = Inbox::new(2);
    let mailer = InboxMailer::new(inbox.clone(), sender());
    for number in 1..=3 {
        let subject = format!("Grüße {number}");
        mailer.send(&Mail { subject, ..mail() }).await.unwrap();
    }
    let numbers: Vec<_> = inbox.mails().iter().map(|mail| mail.number).collect();
    assert_eq!(numbers, [3, 2]);
    assert_eq!(inbox.find(1), None);
    let received = inbox.find(3).unwrap();
    assert_eq!(received.subject, "Grüße 3");
    assert_eq!(received.from, "Bookings, Inc. <login@bookings.example>");
    assert_eq!(received.to, "jane.doe@example.com");
    assert_eq!(received.text, mail().text);
    assert_eq!(received.html, mail().html);
    let message = parse_mail(received.raw.as_bytes()).unwrap();
    assert_eq!(
        header(&message, "Message-ID"),
        "<AQIDBAUGBwg@bookings.example>"
    );
}

#[tokio::test]
async fn what_no_server_would_take_is_refused_here_too() {
    let folder = Folder::new();
    let output = Output::default();
    let inbox = Inbox::default();
    let mailers: [Box<dyn Mailer>; 3] = [
        Box::new(FileMailer::new(&folder.0, sender()).unwrap()),
        Box::new(ConsoleMailer::with_output(sender(), output.clone())),
        Box::new(InboxMailer::new(inbox.clone(), sender())),
    ];
    for mailer in mailers {
        for bad in [
            Mail {
                to: "a@x.example, b@y.example".into(),
                ..mail()
            },
            Mail {
                message_id: "../../evil".into(),
                ..mail()
            },
        ] {
            let error = mailer.send(&bad).await.unwrap_err();
            assert!(matches!(error, MailError::Permanent(_)), "{error:?}");
        }
    }
    assert!(folder.names().is_empty());
    assert!(output.0.lock().unwrap().is_empty());
    assert!(inbox.mails().is_empty());
}
