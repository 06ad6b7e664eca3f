//! The server is killed while mails flow, again and again.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::{
    fault::Fault,
    ground::Ground,
    halves,
    place::Place,
    report::Report,
    server::{Server, some_time, time_until},
    smtp::{Smtp, Taken},
    visitor::{ask, email, is_accepted},
};

pub(crate) const FAULT: Fault = Fault {
    name: "kills",
    sentence: "killed at any moment, the server loses no mail that it has promised",
    short: "5 kills on each database",
    full: "200 kills on each database",
    run,
};

/// How long a server lives at most after its start, or after its first promise.
const LIFE: Duration = Duration::from_millis(500);
/// How long its first promise is waited for.
const FIRST: Duration = Duration::from_secs(20);
/// After how many kills a server lives until all mails have come.
const CALM: usize = 5;
/// How soon what a killed server was sending is sent again.
const SOON: Duration = Duration::from_secs(10);
/// Longer than any lease: what has not come by then is lost.
const PATIENCE: Duration = Duration::from_mins(3);

fn run(ground: &Ground, report: &mut Report) {
    report.side_by_side([
        &|report| {
            let smtp = Smtp::start(&[]);
            kill(ground, &smtp, &Place::sqlite(ground, &smtp), report);
        },
        &|report| {
            let smtp = Smtp::start(&[]);
            let database = ground.postgres().create_database();
            let place = Place::postgres(ground, database, &smtp);
            kill(ground, &smtp, &place, report);
        },
    ]);
}

fn kill(ground: &Ground, smtp: &Smtp, place: &Place<'_>, report: &mut Report) {
    report.title(place.database.kind());
    let times = ground.times(5, 200);
    place.add_people(times * 250);
    let mut longest = Duration::ZERO;
    let (next, mut accepted, mut kills) = (AtomicUsize::new(1), BTreeSet::new(), Vec::new());
    for round in 0..times {
        let start = Instant::now();
        let life = Life {
            server: Server::start(place),
            smtp,
            is_over: AtomicBool::new(false),
            promises: AtomicUsize::new(0),
        };
        let asked = thread::scope(|scope| {
            let ask = |_| scope.spawn(|| life.ask(&next));
            let askers: Vec<_> = (0..ground.times(2, 4)).map(ask).collect();
            // Every other one before it has done much.
            if round % 2 == 0 {
                time_until(FIRST, || life.promises.load(Ordering::SeqCst) > 0);
            }
            thread::sleep(some_time(LIFE));
            life.server.kill();
            kills.push(Kill {
                start,
                end: Instant::now(),
            });
            life.is_over.store(true, Ordering::SeqCst);
            let asked = askers
                .into_iter()
                .map(|asker| asker.join().expect("it ends"));
            asked.flatten().collect::<Vec<_>>()
        });
        accepted.extend(asked);
        if (round + 1) % CALM == 0 {
            longest = longest.max(settle(place, smtp, &accepted));
        }
    }
    let mails = smtp.wait(Duration::ZERO, |_| true);
    report.note("kills", kills.len());
    report.at_least("mails promised", accepted.len(), times);
    tell(report, &mails, (&accepted, &kills, longest));
    halves::tell(&place.database, report);
}

/// Starts a server that is not killed; how long it takes until all mails have come.
fn settle(place: &Place<'_>, smtp: &Smtp, accepted: &BTreeSet<String>) -> Duration {
    let (mut server, start) = (Server::start(place), Instant::now());
    smtp.wait(PATIENCE, |mails| has_all(mails, accepted));
    let time = start.elapsed();
    server.tell_to_stop();
    server.end(PATIENCE).expect("it stops when it is told to");
    time
}

/// A server that was killed: what comes before the next one was started is from this one.
struct Kill {
    start: Instant,
    end: Instant,
}

/// The life of one server.
struct Life<'s> {
    server: Server,
    smtp: &'s Smtp,
    is_over: AtomicBool,
    promises: AtomicUsize,
}

impl Life<'_> {
    /// Asks for one link after another, each when the mail before has come; the addresses that were
    /// promised one.
    fn ask(&self, next: &AtomicUsize) -> Vec<String> {
        let mut accepted = Vec::new();
        loop {
            let person = next.fetch_add(1, Ordering::SeqCst);
            let email = email(person);
            let Some(answer) = ask(&mut self.server.browser(person), &email) else {
                return accepted;
            };
            assert!(is_accepted(&answer), "{}", answer.head);
            self.promises.fetch_add(1, Ordering::SeqCst);
            let has_come = || self.smtp.find(&email, LOOK).is_some();
            while !self.is_over.load(Ordering::SeqCst) && !has_come() {
                thread::yield_now();
            }
            accepted.push(email);
        }
    }
}

/// How often somebody who waits for a mail looks whether that is still worth it.
const LOOK: Duration = Duration::from_millis(50);

/// Whether each of these addresses has got a mail.
pub(crate) fn has_all(mails: &[Taken], accepted: &BTreeSet<String>) -> bool {
    mails.len() >= accepted.len() && lost(mails, accepted) == 0
}

/// How many of these addresses have got no mail.
pub(crate) fn lost(mails: &[Taken], accepted: &BTreeSet<String>) -> usize {
    let come: BTreeSet<_> = mails.iter().map(|mail| &mail.recipient).collect();
    accepted
        .iter()
        .filter(|email| !come.contains(email))
        .count()
}

fn tell(
    report: &mut Report,
    mails: &[Taken],
    (accepted, kills, longest): (&BTreeSet<String>, &[Kill], Duration),
) {
    let (mut ids, mut firsts) = (BTreeMap::new(), BTreeMap::new());
    // For each kill, how many mails of that server came again.
    let mut again = BTreeMap::<usize, usize>::new();
    for mail in mails {
        let ids: &mut BTreeSet<_> = ids.entry(&mail.recipient).or_default();
        ids.insert(mail.message_id());
        let first = *firsts.entry(mail.message_id()).or_insert(mail.at);
        if first != mail.at {
            *again
                .entry(kills.partition_point(|kill| kill.start < first))
                .or_default() += 1;
        }
    }
    report.note("mails that came", mails.len());
    report.exactly("mails lost", lost(mails, accepted), 0);
    report.at_most(
        "mails that came twice",
        mails.len() - firsts.len(),
        kills.len(),
    );
    report.at_most(
        "most of them after one kill",
        again.values().max().copied().unwrap_or_default(),
        1,
    );
    let others = ids.values().filter(|ids| ids.len() > 1).count();
    report.exactly("mails that came again with another Message-ID", others, 0);
    report.within("longest until all have come, from a start", longest, SOON);
    let pauses = kills.windows(2).filter_map(|life| {
        let mut times = mails.iter().map(|mail| mail.at);
        Some(times.find(|at| *at > life[0].end)? - life[0].end)
    });
    // With the time until somebody asks.
    let pause = pauses.max().unwrap_or_default();
    let seconds = format!("{:.2} s", pause.as_secs_f64());
    report.note("longest time from a kill to a mail", seconds);
}
