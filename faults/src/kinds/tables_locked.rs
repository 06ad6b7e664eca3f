//! Somebody holds a table of PostgreSQL, so that every connection of the program is soon waiting.

use std::{
    collections::BTreeSet,
    ops::Range,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::{
    fault::Fault,
    ground::Ground,
    place::Place,
    report::Report,
    server::Server,
    smtp::Smtp,
    visitor::{ask, email, is_accepted},
};

pub(crate) const FAULT: Fault = Fault {
    name: "tables-locked",
    sentence: "when all connections to PostgreSQL wait, forms are refused in time, and it stays alive",
    short: "10 people ask while a table is locked for 7 s",
    full: "40 people, more than it has connections, ask while it is locked for 14 s, 5 times",
    run,
};

/// How long a call waits for a connection, then for an answer, with the time for all else.
const PATIENCE: Duration = Duration::from_secs(12);
/// How soon whoever watches the server is told that it lives.
const SOON: Duration = Duration::from_secs(2);

fn run(ground: &Ground, report: &mut Report) {
    let smtp = Smtp::start(&[]);
    let database = ground.postgres().create_database();
    let place = Place::postgres(ground, database, &smtp);
    let (times, askers) = (ground.times(1, 5), ground.times(10, 40));
    let lock = ground.times(7, 14);
    place.add_people(times * (askers + 1));
    let mut server = Server::start(&place);
    for round in 0..times {
        let first = 1 + round * (askers + 1);
        let people = first..first + askers;
        while_locked(lock, (&place, &server), people, report);
        let person = first + askers;
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

fn while_locked(
    seconds: usize,
    (place, server): (&Place<'_>, &Server),
    people: Range<usize>,
    report: &mut Report,
) {
    let sql = format!("BEGIN; LOCK TABLE logins; SELECT pg_sleep({seconds}); COMMIT");
    let count = people.len();
    let is_over = AtomicBool::new(false);
    let (answers, live) = thread::scope(|scope| {
        let lock = scope.spawn(|| place.database.execute(&sql));
        // The lock is there when the table is listed with it.
        let held = "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted \
                    AND relation = 'logins'::regclass";
        while place.database.count(held) == 0 {}
        let live = scope.spawn(|| watch(server, &is_over));
        let ask_one = |person| {
            scope.spawn(move || {
                let start = Instant::now();
                let answer = ask(&mut server.browser(person), &email(person));
                (start.elapsed(), answer.map_or(0, |answer| answer.status))
            })
        };
        let asked: Vec<_> = people.map(ask_one).collect();
        let answers = asked
            .into_iter()
            .map(|asked| asked.join().expect("it answers"));
        let answers: Vec<_> = answers.collect();
        is_over.store(true, Ordering::SeqCst);
        lock.join().expect("the lock ends");
        (answers, live.join().expect("it is watched to the end"))
    });
    let refused = answers.iter().filter(|(_, status)| *status == 503).count();
    report.exactly("forms answered with 503", refused, count);
    let statuses: BTreeSet<_> = answers.iter().map(|(_, status)| status).collect();
    report.note("all statuses", format!("{statuses:?}"));
    let longest = answers.iter().map(|(time, _)| *time).max();
    report.within(
        "longest answer to a form",
        longest.unwrap_or_default(),
        PATIENCE,
    );
    report.exactly("times that it did not say that it lives", live.0, 0);
    report.within("longest until it said that it lives", live.1, SOON);
}

/// Asks the server whether it lives: how often it did not say so, and the longest time that it took.
fn watch(server: &Server, is_over: &AtomicBool) -> (usize, Duration) {
    let (mut silent, mut longest) = (0, Duration::ZERO);
    while !is_over.load(Ordering::SeqCst) {
        let start = Instant::now();
        let page = server.browser(0).try_get("/health/live");
        silent += usize::from(page.is_none_or(|page| page.status != 200));
        longest = longest.max(start.elapsed());
        thread::sleep(Duration::from_millis(50));
    }
    (silent, longest)
}
