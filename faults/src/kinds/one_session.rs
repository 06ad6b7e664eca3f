//! Many browsers confirm one login link at the same moment.

use std::{
    sync::{Arc, Barrier},
    thread,
    time::{Duration, Instant},
};

use crate::{
    fault::Fault, ground::Ground, place::Place, report::Report, server::Server, smtp::Smtp,
    visitor::email,
};

pub(crate) const FAULT: Fault = Fault {
    name: "one-session",
    sentence: "of 64 who confirm one link at the same moment one gets a session, and nothing waits for ever",
    short: "5 rounds in SQLite and in PostgreSQL, each with one server and with two",
    full: "100 rounds of each",
    run,
};

const TASKS: usize = 64;
/// A status, and whether the browser has a session then.
const WINNER: (u16, bool) = (303, true);
const LOSER: (u16, bool) = (403, false);
/// A statement that waits for a lock is ended after three seconds: none may have been.
const LONGEST: Duration = Duration::from_secs(3);

fn run(ground: &Ground, report: &mut Report) {
    for servers in [1, 2] {
        race(
            &Place::sqlite(ground, &Smtp::start(&[])),
            servers,
            ground,
            report,
        );
        for connections in ["1", "16"] {
            let database = ground.postgres().create_database();
            let mut place = Place::postgres(ground, database, &Smtp::start(&[]));
            place.set("MAGICLINK_DATABASE_CONNECTIONS", connections);
            race(&place, servers, ground, report);
        }
    }
}

fn race(place: &Place<'_>, servers: usize, ground: &Ground, report: &mut Report) {
    let (kind, rounds) = (place.database.kind(), ground.times(5, 100));
    let pool = place.setting("MAGICLINK_DATABASE_CONNECTIONS");
    let pool = pool.map(|count| format!(", {count} connections each"));
    report.title(format!(
        "{kind}, servers: {servers}{}",
        pool.unwrap_or_default()
    ));
    place.add_people(1);
    let servers: Vec<_> = (0..servers).map(|_| Server::start(place)).collect();
    let seen: Vec<_> = (0..rounds)
        .map(|round| confirm(place, &servers, round))
        .collect();
    let all = |answer| seen.iter().map(|round| round.count(answer)).sum();
    let wrong = seen.iter().filter(|round| round.count(WINNER) != 1);
    report.exactly("sessions given", all(WINNER), rounds);
    report.exactly("rounds with more or less than one", wrong.count(), 0);
    report.exactly(
        "others refused, with an answer",
        all(LOSER),
        rounds * (TASKS - 1),
    );
    let rows = place.database.count("SELECT count(*) FROM sessions");
    report.exactly("sessions kept", rows, rounds);
    if kind == "PostgreSQL" {
        let sql = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
        report.exactly("dead-locks", place.database.count(sql), 0);
    }
    tell_times(&seen, ground, report);
}

/// A debug build on a busy machine promises nothing.
fn tell_times(seen: &[Round], ground: &Ground, report: &mut Report) {
    let mut times: Vec<_> = seen.iter().map(|round| round.time).collect();
    times.sort_unstable();
    let (middle, longest) = (times[times.len() / 2], times[times.len() - 1]);
    report.note(
        "time for one round, the middle one",
        format!("{middle:.0?}"),
    );
    if ground.is_short {
        report.note("longest round", format!("{longest:.0?}"));
    } else {
        report.within("longest round", longest, LONGEST);
    }
}

/// What was answered, and how long all of it took.
struct Round {
    answers: Vec<(u16, bool)>,
    time: Duration,
}

impl Round {
    fn count(&self, answer: (u16, bool)) -> usize {
        self.answers.iter().filter(|seen| **seen == answer).count()
    }
}

/// Has many browsers confirm one link.
fn confirm(place: &Place<'_>, servers: &[Server], round: usize) -> Round {
    let link = place.ok(&["link", "login", &email(1)]);
    let link = link.trim().trim_start_matches("http://localhost");
    let token = link.split_once('=').expect("a link has a token").1;
    let first = round * TASKS;
    let mut browser = servers[0].browser(first);
    let form_token = browser.get(link).field("form_token");
    let fields = [("form_token", &*form_token), ("sesame", token)];
    let together = Arc::new(Barrier::new(TASKS + 1));
    thread::scope(|scope| {
        let post = |task: usize| {
            let mut one = servers[task % servers.len()].browser(first + task);
            one.cookies.clone_from(&browser.cookies);
            let together = Arc::clone(&together);
            scope.spawn(move || {
                together.wait();
                let status = one.post("/login/auth/", &fields).status;
                (status, one.cookies.contains_key("session"))
            })
        };
        let tasks: Vec<_> = (0..TASKS).map(post).collect();
        together.wait();
        let start = Instant::now();
        let answers = tasks.into_iter().map(thread::ScopedJoinHandle::join);
        let answers = answers.map(|answer| answer.expect("it answers")).collect();
        Round {
            answers,
            time: start.elapsed(),
        }
    })
}
