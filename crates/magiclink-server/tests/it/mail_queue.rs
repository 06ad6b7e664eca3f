//! `magiclink mail queue`: mails that wait are shown without their texts, tried again and dropped.

use std::time::Duration;

use magiclink::{
    bearer::Digest,
    client::Client,
    clock::{Clock, Timestamp},
    mail::Mail,
    store::{LoginRequest, LoginStore as _, MailId, Outbox as _, Undelivered},
    token::TokenId,
};
use magiclink_sqlite::SqliteStore;

use crate::{
    program::{Folder, text},
    server::{Server, folder, folder_with},
    smtp::Smtp,
};

const TEXT: &str = "canary-of-the-text";

fn in_store<T>(folder: &Folder, work: impl AsyncFnOnce(&SqliteStore) -> T) -> T {
    let store = SqliteStore::open(folder.path("magiclink.db")).expect("the database opens");
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime
        .expect("a runtime can be made")
        .block_on(work(&store))
}

/// Puts a mail into the outbox that is sent until `expires`.
async fn queue(store: &SqliteStore, number: u8, expires: Timestamp) {
    let now = Clock::System.now();
    let request = LoginRequest {
        id: TokenId::from_bytes([number; 8]),
        browser: Digest::of(&[b"browser"]),
        account: None,
        code: Digest::of(&[b"code"]),
        code_expires: now,
        code_tries: 5,
        next: None,
        asked: now,
        client: Client::default(),
        expires,
        spent: None,
    };
    let mail = Mail {
        to: format!("jane{number}@example.com"),
        subject: format!("Log in {number}"),
        text: TEXT.to_owned(),
        html: TEXT.to_owned(),
        message_id: format!("message-{number}"),
        written: now,
        expires,
    };
    let created = store.create_login(&request, Some(&mail)).await;
    created.expect("the store answers");
}

/// A folder with six mails: 1 waits after a failure, 2 is being sent, 3 was refused, 4 was sent, 5 waits though
/// its link has expired, 6 waits.
fn with_mails() -> Folder {
    let folder = folder_with("file:mails");
    in_store(&folder, async |store| {
        let now = Clock::System.now();
        let later = now.saturating_add(Duration::from_hours(1));
        for number in 1..=6 {
            let expires = if number == 5 { now } else { later };
            queue(store, number, expires).await;
        }
        let answered = "the store answers";
        let leased = store.lease_mails(4, later, later).await.expect(answered);
        assert_eq!(leased.len(), 4);
        let reason = "451 busy\u{1b}[2J";
        store
            .mail_delayed(MailId(1), later, reason)
            .await
            .expect(answered);
        let refused = Undelivered::Refused;
        let given_up = store.mail_given_up(MailId(3), refused, "550 no", now).await;
        given_up.expect(answered);
        store.mail_sent(MailId(4), now).await.expect(answered);
    });
    folder
}

/// What a command prints, which must succeed; no text of a mail is ever in it.
fn ok(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.run(&[&["mail", "queue"], arguments].concat());
    let (said, errors) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{arguments:?}: {errors}");
    assert!(!said.contains(TEXT), "{said}");
    said
}

fn refused(folder: &Folder, arguments: &[&str], code: i32) -> String {
    let output = folder.run(&[&["mail", "queue"], arguments].concat());
    assert_eq!(output.status.code(), Some(code), "{output:?}");
    text(&output.stderr)
}

/// The numbers of the mails in a list.
fn ids(folder: &Folder, arguments: &[&str]) -> Vec<i64> {
    let rows = ok(folder, &[arguments, &["--json"]].concat());
    let rows: serde_json::Value = serde_json::from_str(&rows).expect("it is JSON");
    let rows = rows.as_array().expect("it is an array").iter();
    rows.filter_map(|row| row["id"].as_i64()).collect()
}

#[test]
fn mails_are_listed_by_their_state() {
    let folder = with_mails();
    assert_eq!(
        ids(&folder, &[]),
        [6, 5, 3, 2, 1],
        "those that were not delivered"
    );
    assert_eq!(ids(&folder, &["list"]), [6, 5, 3, 2, 1]);
    for (state, expected) in [
        ("waiting", &[6, 5, 1][..]),
        ("sending", &[2]),
        ("refused", &[3]),
        ("sent", &[4]),
        ("dropped", &[]),
        ("expired", &[]),
    ] {
        assert_eq!(
            ids(&folder, &["list", "--state", state]),
            expected,
            "{state}"
        );
        assert_eq!(ids(&folder, &["--state", state]), expected, "{state}");
    }
    let table = ok(&folder, &[]);
    let lines: Vec<_> = table.lines().collect();
    assert!(
        lines[0].starts_with("ID  STATE    TO                 ATTEMPTS  WRITTEN"),
        "{table}"
    );
    assert!(
        lines[1].starts_with("6   waiting  jane6@example.com  0 "),
        "{table}"
    );
    assert!(
        lines[3].starts_with("3   refused  (deleted)          1 "),
        "{table}"
    );
    assert!(lines[3].ends_with("550 no"), "{table}");
    assert!(
        lines[5].ends_with("451 busy [2J"),
        "a terminal obeys nothing: {table:?}"
    );
    let error = refused(&folder, &["--state", "lost"], 2);
    assert!(
        error.contains("possible values: waiting, sending"),
        "{error}"
    );
}

#[test]
fn a_mail_is_shown_with_all_but_its_text() {
    let folder = with_mails();
    let shown = ok(&folder, &["show", "1"]);
    for line in [
        "mail          1\n",
        "state         waiting\n",
        "to            jane1@example.com\n",
        "subject       Log in 1\n",
        "attempts      1\n",
        "next attempt  ",
        "expires       ",
        "last answer   451 busy [2J\n",
        "Message-ID    message-1\n",
    ] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    assert!(!shown.contains("ended"), "{shown}");
    let ended: serde_json::Value =
        serde_json::from_str(&ok(&folder, &["show", "3", "--json"])).expect("it is JSON");
    assert_eq!(
        (&ended["state"], &ended["to"]),
        (&"refused".into(), &serde_json::Value::Null)
    );
    assert!(
        ended["ended"].is_string() && ended["due"].is_null(),
        "{ended}"
    );
    assert!(ok(&folder, &["show", "3"]).contains("to            (deleted)\n"));
    let unknown = refused(&folder, &["show", "99"], 1);
    assert_eq!(unknown, "magiclink: mail 99: there is no such mail\n");
    refused(&folder, &["show", "x"], 2);
}

#[test]
fn what_cannot_be_tried_or_dropped_is_said_and_the_rest_is_done() {
    let folder = with_mails();
    let error = refused(&folder, &["retry", "1", "2", "3", "4", "5", "99"], 1);
    let sentence = "magiclink: mail 2: it is being sent just now; mail 3: it has ended (refused), and its text is \
                    deleted; mail 4: it has ended (sent), and its text is deleted; mail 5: its link has expired, so \
                    it is sent no more: a new one has to be asked for; mail 99: there is no such mail\n";
    assert_eq!(error, sentence);
    let due = in_store(&folder, async |store| store.next_mail().await);
    let due = due.expect("the store answers").expect("mails wait");
    assert!(due <= Clock::System.now(), "mail 1 is due");

    let error = refused(&folder, &["drop", "2", "99", "6"], 1);
    let sentence = "magiclink: mail 2: it is being sent just now; mail 99: there is no such mail\n";
    assert_eq!(error, sentence);
    assert_eq!(ids(&folder, &["--state", "dropped"]), [6]);
    let audit = text(&folder.run(&["audit", "--json"]).stdout);
    for what in ["mail-retried", "mail-dropped"] {
        assert_eq!(audit.matches(what).count(), 1, "{audit}");
    }
    ok(&folder, &["drop", "5"]);
    assert_eq!(ids(&folder, &["--state", "dropped"]), [6, 5]);
    let again = refused(&folder, &["drop", "5"], 1);
    assert!(again.contains("it has ended (dropped)"), "{again}");
    refused(&folder, &["retry"], 2);
}

#[test]
fn a_server_that_runs_sends_a_mail_that_is_tried_again() {
    let smtp = Smtp::start(&[]);
    let server = Server::start(folder(&smtp), &[]);
    let later = Clock::System.now().saturating_add(Duration::from_hours(1));
    in_store(&server.folder, async |store| {
        queue(store, 1, later).await;
        // Whoever comes first, it then waits for an hour, or has been sent.
        let _ = store.mail_delayed(MailId(1), later, "busy").await;
    });
    let output = server.folder.run(&["mail", "queue", "retry", "1"]);
    let said = text(&output.stdout) + &text(&output.stderr);
    assert!(
        said.contains("a server that runs sends it now") || said.contains("it has ended (sent)"),
        "{said}"
    );
    let mail = smtp.mails(1).remove(0);
    assert!(mail.contains("Subject: Log in 1"), "{mail}");
}
