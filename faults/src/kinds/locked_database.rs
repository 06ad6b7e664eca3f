//! Somebody else writes into SQLite's file, as a back-up does, and does not stop for a while.

use std::{
    thread,
    time::{Duration, Instant},
};

use crate::{
    fault::Fault,
    ground::Ground,
    http::{Answer, Browser},
    place::Place,
    report::Report,
    server::Server,
    smtp::Smtp,
    visitor::{self, ask, email, is_accepted},
};

pub(crate) const FAULT: Fault = Fault {
    name: "locked-database",
    sentence: "while another process writes, reads go on; writes wait, and are refused after a while",
    short: "one lock that is waited for, one that is not",
    full: "3 of each",
    run,
};

/// How long the program waits for a lock, with the time for all else.
const PATIENCE: Duration = Duration::from_secs(5);
const REST: Duration = Duration::from_secs(2);
/// How many ask while it is locked.
const ASKERS: usize = 4;

fn run(ground: &Ground, report: &mut Report) {
    report.side_by_side([
        &|report| lock(ground, (PATIENCE / 2, 303), report),
        &|report| lock(ground, (PATIENCE + REST, 503), report),
    ]);
}

/// Locks the file for some time, again and again; whoever asks for a link then gets this status.
fn lock(ground: &Ground, (time, status): (Duration, u16), report: &mut Report) {
    report.title(format!("locked for {:.1} s", time.as_secs_f64()));
    let smtp = Smtp::start(&[]);
    let place = Place::sqlite(ground, &smtp);
    place.add_people(100);
    let mut server = Server::start(&place);
    let mut reader = server.browser(0);
    visitor::log_in(&mut reader, &smtp, &email(1));
    for round in 0..ground.times(1, 3) {
        let first = 2 + round * (ASKERS + 1);
        lock_once(&place, (&server, &reader), (first, time, status), report);
        let person = first + ASKERS;
        let after = ask(&mut server.browser(person), &email(person));
        let accepted = usize::from(after.as_ref().is_some_and(is_accepted));
        report.exactly("forms taken right after the lock", accepted, 1);
    }
    report.exactly(
        "servers that still run",
        usize::from(server.is_running()),
        1,
    );
}

/// Has people ask for links while the file is locked for some time, and tells whether they got this
/// status.
fn lock_once(
    place: &Place<'_>,
    (server, reader): (&Server, &Browser),
    (first, time, status): (usize, Duration, u16),
    report: &mut Report,
) {
    let locked = place.database.sqlite();
    locked.execute_batch("BEGIN IMMEDIATE").expect("it is free");
    let asked: Vec<_> = thread::scope(|scope| {
        let ask = |person| scope.spawn(move || timed(server, person));
        let asked: Vec<_> = (first..first + ASKERS).map(ask).collect();
        read_on(reader, time, report);
        drop(locked);
        let answers = asked.into_iter().map(thread::ScopedJoinHandle::join);
        answers.map(|answer| answer.expect("it answers")).collect()
    });
    let right = asked.iter().filter(|(_, answer)| answer.status == status);
    report.exactly(
        &format!("forms answered with {status}"),
        right.count(),
        ASKERS,
    );
    let longest = asked.iter().map(|(time, _)| *time).max();
    report.within(
        "longest answer to a form",
        longest.unwrap_or_default(),
        PATIENCE + REST,
    );
}

fn timed(server: &Server, person: usize) -> (Duration, Answer) {
    let start = Instant::now();
    let answer = ask(&mut server.browser(person), &email(person));
    (start.elapsed(), answer.expect("the server answers"))
}

/// Reads pages for some time.
fn read_on(reader: &Browser, time: Duration, report: &mut Report) {
    let (start, mut count, mut failed) = (Instant::now(), 0, 0);
    let mut longest = Duration::ZERO;
    while start.elapsed() < time {
        let asked = Instant::now();
        let page = reader.clone().try_get("/account/");
        longest = longest.max(asked.elapsed());
        count += 1;
        failed += usize::from(page.is_none_or(|page| !page.body.contains(&email(1))));
        thread::sleep(Duration::from_millis(20));
    }
    report.at_least("pages read meanwhile", count, 10);
    report.exactly("pages not shown", failed, 0);
    report.within(
        "longest answer to a reader",
        longest,
        Duration::from_secs(1),
    );
}
