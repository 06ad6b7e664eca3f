//! Mails that two servers send.

use std::{collections::BTreeSet, fs, time::Duration};

use magiclink::{
    bearer::Digest,
    client::Client,
    clock::Clock,
    mail::Mail,
    store::{LoginRequest, LoginStore as _},
    token::TokenId,
};
use magiclink_postgres::PostgresStore;
use temporary_postgres::Database;

use crate::{
    program::Folder,
    running::{database, folder, ok, two_servers},
};

const MAILS: usize = 1000;

/// The mails that were sent so far, each in a file.
fn sent(folder: &Folder) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder.path("mails")) else {
        return Vec::new();
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let mails = paths.filter(|path| path.extension().is_some_and(|extension| extension == "eml"));
    mails
        .map(|path| fs::read_to_string(path).expect("a mail is text"))
        .collect()
}

/// Waits for a mail with a login link; the link from its path on.
pub(crate) fn link_in_mail(folder: &Folder) -> String {
    loop {
        for mail in sent(folder) {
            // Quoted-printable: a line that goes on, and the equals sign.
            let mail = mail
                .replace("=\r\n", "")
                .replace("=\n", "")
                .replace("=3D", "=");
            if let Some((_, rest)) = mail.split_once("/login/auth/?sesame=") {
                let end = |letter: char| letter.is_whitespace() || "\"<&".contains(letter);
                let token = rest.split(end).next().unwrap_or_default();
                return format!("/login/auth/?sesame={token}");
            }
        }
        std::thread::yield_now();
    }
}

/// Puts mails into the outbox, as if as many people had asked.
fn queue(database: &Database<'_>) {
    let runtime = tokio::runtime::Runtime::new().expect("threads can be started");
    let settings = database.url().parse().expect("the URL can be read");
    runtime.block_on(async {
        let store = PostgresStore::connect(&settings)
            .await
            .expect("the server is there");
        for number in 0..MAILS {
            let (request, mail) = (request(number), mail(number));
            let created = store.create_login(&request, Some(&mail)).await;
            created.expect("the store answers");
        }
    });
}

fn request(number: usize) -> LoginRequest {
    let now = Clock::System.now();
    LoginRequest {
        id: TokenId::from_bytes((number as u64).to_be_bytes()),
        browser: Digest::of(&[b"browser"]),
        account: None,
        code: Digest::of(&[b"code"]),
        code_expires: now,
        code_tries: 5,
        next: None,
        asked: now,
        client: Client::default(),
        expires: now,
        spent: None,
    }
}

fn mail(number: usize) -> Mail {
    let now = Clock::System.now();
    Mail {
        to: "jane.doe@example.com".to_owned(),
        subject: "Log in".to_owned(),
        text: "text".to_owned(),
        html: "<p>text</p>".to_owned(),
        message_id: format!("mail-{number}"),
        written: now,
        expires: now.saturating_add(Duration::from_hours(1)),
    }
}

#[test]
fn two_servers_send_each_mail_once() {
    let database = database();
    ok(&folder(&database), &["migrate"]);
    queue(&database);
    let (folder, _servers) = two_servers(&database);
    let waiting = "SELECT count(*) FROM mails WHERE ended IS NULL";
    while database.execute(waiting) != "0\n" {}
    let states = database.execute("SELECT state, attempts, count(*) FROM mails GROUP BY 1, 2");
    assert_eq!(states, format!("sent|1|{MAILS}\n"), "each is tried once");
    let mails = sent(&folder);
    assert_eq!(mails.len(), MAILS, "each mail is sent once");
    let names = mails.iter().filter_map(|mail| {
        let mut lines = mail.lines();
        lines.find(|line| line.to_lowercase().starts_with("message-id:"))
    });
    assert_eq!(names.collect::<BTreeSet<_>>().len(), MAILS, "none twice");
}
