//! Somebody on the way takes STARTTLS out, or answers before it.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use crate::{
    ground::Ground,
    kinds::mail_server::office::Office,
    report::Report,
    server::time_until,
    smtp::{Reply, Said},
};

/// This machine, by a name that is not taken for it: TLS is asked for.
const URL: &str = "smtp://[::ffff:127.0.0.1]:PORT";
const OFFER: Reply = Reply::Say("250-fake.example\r\n250 STARTTLS");

/// What the server says to EHLO, and what to STARTTLS.
const CASES: [(&str, Reply, Reply); 3] = [
    ("STARTTLS is not offered", Reply::Usual, Reply::Usual),
    (
        "STARTTLS is refused",
        OFFER,
        Reply::Say("454 4.7.0 not now"),
    ),
    (
        "answers are slipped in before TLS",
        OFFER,
        Reply::Say(
            "220 go ahead\r\n250-fake.example\r\n250 AUTH PLAIN\r\n250 ok\r\n250 ok\r\n354 go",
        ),
    ),
];

pub(super) fn run(ground: &Ground, report: &mut Report) {
    for (title, hello, starttls) in CASES.into_iter().take(ground.times(1, CASES.len())) {
        report.title(title);
        let office = Office::open(ground, 1, &[("MAGICLINK_MAIL_URL", URL)]);
        let said = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&said);
        office.smtp.behave(move |said: &Said<'_>| {
            let verb = said.line.split([' ', '\r']).next().unwrap_or_default();
            heard
                .lock()
                .expect("nobody panics with it")
                .push(verb.to_owned());
            match verb {
                "EHLO" => hello,
                "STARTTLS" => starttls,
                _ => Reply::Usual,
            }
        });
        office.ask_one(1);
        let limit = Duration::from_secs(10);
        let tries = ground.times(1, 2);
        time_until(limit, || {
            office.smtp.connections() >= tries && is_delayed(&office)
        });
        report.at_least("conversations", office.smtp.connections(), tries);
        let said = said.lock().expect("nobody panics with it");
        let is_harmless =
            |verb: &&String| ["CONNECT", "EHLO", "STARTTLS", "QUIT"].contains(&&***verb);
        report.exactly(
            "commands that tell of a mail or a password",
            said.iter().filter(|verb| !is_harmless(verb)).count(),
            0,
        );
        report.exactly("mails that wait for a safe way", office.mails("waiting"), 1);
        report.exactly("mails sent", office.taken(1..2)[&1], 0);
    }
}

fn is_delayed(office: &Office<'_>) -> bool {
    let delayed = "SELECT count(*) FROM mails WHERE reason IS NOT NULL";
    office.place.database.count(delayed) == 1
}
